//! Proves `cohort.schema.json`: what cohort.json holds, for programs. `make variables` rewrites it after a change.

use super::CohortFigures;

const SCHEMA: &str = include_str!("../../../cohort.schema.json");

#[test]
fn the_schema_is_what_the_types_say() {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<CohortFigures>();
    let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    #[expect(clippy::disallowed_methods, reason = "`make variables` asks for the file to be written")]
    if std::env::var("RESIT_WRITE_VARIABLES").is_ok() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/cohort.schema.json"), &schema).unwrap();
    } else {
        assert!(schema == SCHEMA, "cohort.schema.json is not what the types say: `make variables` rewrites it");
    }
}
