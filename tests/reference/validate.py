"""Does a JSON file hold what a schema says?

    python3 validate.py SCHEMA.json FILE.json
"""
import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as schema, open(sys.argv[2], encoding="utf-8") as file:
    schema, data = json.load(schema), json.load(file)
Draft202012Validator.check_schema(schema)
for error in Draft202012Validator(schema).iter_errors(data):
    print(f"{error.json_path}: {error.message}")
