//! Which addresses a letter may go to. Mail libraries accept more than any candidate has (`a@b`, `"a b"@[127.0.0.1]`): here an
//! address is a plain name, one @ and a domain with a dot, so that a slip in the sheet is told and not sent to.

use lettre::Address;

/// Most bytes before the @ and of the whole (RFC 5321, 4.5.3.1).
const LONGEST_NAME: usize = 64;
const LONGEST: usize = 254;

/// An address as the sheet has it, with its domain in lower case and ASCII.
///
/// # Errors
/// What is wrong with it, without a full stop.
pub fn address(text: &str) -> Result<Address, String> {
    if text.is_empty() {
        return Err("the address is empty".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("the address holds a line break or another control character".to_owned());
    }
    if text.contains([',', ';']) || text.matches('@').count() > 1 {
        return Err("there is more than one address, or more than one @".to_owned());
    }
    if text.contains(char::is_whitespace) {
        return Err("the address holds a space".to_owned());
    }
    let Some((name, domain_text)) = text.split_once('@') else {
        return Err("the address has no @".to_owned());
    };
    if name.is_empty() {
        return Err("nothing stands before the @".to_owned());
    }
    if !name.is_ascii() {
        return Err("before the @ stand other letters than a to z, which few servers take".to_owned());
    }
    // RFC 5322, 3.2.3: atext
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c);
    if let Some(c) = name.chars().find(|&c| !plain(c)) {
        return Err(format!("“{c}” cannot stand before the @"));
    }
    // readers would decode it (RFC 2047)
    if name.contains("=?") {
        return Err("“=?” cannot stand before the @".to_owned());
    }
    if name.starts_with('.') || name.ends_with('.') || name.contains("..") {
        return Err("a full stop is at the wrong place before the @".to_owned());
    }
    let domain = domain(domain_text)?;
    if name.len() > LONGEST_NAME || name.len() + 1 + domain.len() > LONGEST {
        return Err("the address is longer than any".to_owned());
    }
    Address::new(name, &domain).map_err(|_| "this is no address".to_owned())
}

/// A domain in lower case and ASCII (`münchen.de` is `xn--mnchen-3ya.de`).
///
/// # Errors
/// What is wrong with it, without a full stop.
pub fn domain(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("nothing stands behind the @".to_owned());
    }
    if !text.contains('.') {
        return Err(format!("“{text}” is no domain: it has no full stop, as example.org has"));
    }
    let wrong = || format!("“{text}” is no domain");
    let domain = idna::domain_to_ascii_strict(text).map_err(|_| wrong())?;
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // the last label of a domain is never a number, so that 127.0.0.1 is none
    let last_is_word = domain
        .rsplit('.')
        .next()
        .is_some_and(|label| label.len() > 1 && !label.bytes().all(|byte| byte.is_ascii_digit()));
    if domain.split('.').all(is_label) && last_is_word { Ok(domain) } else { Err(wrong()) }
}

/// The same person in the ledger, however the address is written.
pub fn key(address: &Address) -> String {
    address.to_string().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_of_people_pass_and_slips_are_told() {
        let table = [
            ("ana.souza@example.org", Ok("ana.souza@example.org")),
            ("O'Neil+exam@Example.ORG", Ok("O'Neil+exam@example.org")),
            ("jörg@example.org", Err("before the @ stand other letters than a to z, which few servers take")),
            ("post@münchen.de", Ok("post@xn--mnchen-3ya.de")),
            ("a@b", Err("“b” is no domain: it has no full stop, as example.org has")),
            ("a@localhost", Err("“localhost” is no domain: it has no full stop, as example.org has")),
            ("a@[127.0.0.1]", Err("“[127.0.0.1]” is no domain")),
            ("a@127.0.0.1", Err("“127.0.0.1” is no domain")),
            ("a@example..org", Err("“example..org” is no domain")),
            ("a@example.org.", Err("“example.org.” is no domain")),
            ("a@-example.org", Err("“-example.org” is no domain")),
            ("a b@example.org", Err("the address holds a space")),
            ("a@example.org\nBcc: x@example.org", Err("the address holds a line break or another control character")),
            ("a@example.org;b@example.org", Err("there is more than one address, or more than one @")),
            ("a@b@example.org", Err("there is more than one address, or more than one @")),
            ("\"a\"@example.org", Err("“\"” cannot stand before the @")),
            ("<a@example.org>", Err("“<” cannot stand before the @")),
            ("=?utf-8?b?YQ==?=@example.org", Err("“=?” cannot stand before the @")),
            ("a.@example.org", Err("a full stop is at the wrong place before the @")),
            ("@example.org", Err("nothing stands before the @")),
            ("example.org", Err("the address has no @")),
            ("a@", Err("nothing stands behind the @")),
            ("a\u{202e}b@example.org", Err("before the @ stand other letters than a to z, which few servers take")),
        ];
        for (text, expected) in table {
            let found = address(text).map(|address| address.to_string());
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
        }
        assert!(address(&format!("{}@example.org", "a".repeat(65))).is_err());
    }

    proptest! {
        #[test]
        fn whatever_passes_is_one_plain_word(text in "[ -~\\r\\n\\u{0}é]{0,40}@?[ -~]{0,30}\\.?[a-z]{0,4}") {
            if let Ok(address) = address(&text) {
                let shown = address.to_string();
                prop_assert!(shown.bytes().all(|byte| byte.is_ascii_graphic() && !b",;<>\"()[]\\:".contains(&byte)), "{shown}");
                prop_assert_eq!(shown.matches('@').count(), 1);
            }
        }
    }
}
