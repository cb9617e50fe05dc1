//! CQL2: whatever a client writes never panics, never finds what it should not, and is refused in time.

use std::borrow::Cow;

use geo_types::{Geometry, Point};
use proptest::prelude::*;
use server::filter::{Compiled, Kind, Lookup, Schema, Value, parse_json, parse_text};

/// A plant whose name nobody can guess.
struct Plant(&'static str);

impl Lookup for Plant {
    fn property(&self, position: usize) -> Option<Value<'_>> {
        match position {
            0 => Some(self.0.into()),
            1 => Some(3_i64.into()),
            _ => None,
        }
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        Some(Cow::Owned(Point::new(119.97, 31.81).into()))
    }
}

const PLANT: Plant = Plant("示例·江畔化工");

fn schema() -> Schema<'static> {
    Schema {
        properties: vec![
            ("name", Kind::Text),
            ("level", Kind::Integer),
            ("built_on", Kind::Date),
        ],
        geometry: "geometry",
    }
}

fn finds(filter: &str) -> Option<bool> {
    let compiled = Compiled::of(&parse_text(filter).ok()?, &schema()).ok()?;
    Some(compiled.matches(&PLANT))
}

/// What attackers of other servers have written, by what they were after.
const PAYLOADS: &[&str] = &[
    // SQL
    "' OR '1'='1",
    "' OR 1=1 --",
    "' OR 1=1 /*",
    "'; DROP TABLE facilities; --",
    "'; SELECT pg_sleep(10); --",
    "' UNION SELECT name FROM sqlite_master --",
    "' AND (SELECT 1 FROM pg_user) = 1 --",
    "') OR ('1'='1",
    "%' AND name LIKE '%x",
    "' OR 'x' LIKE '%",
    "' OR 1 BETWEEN 0 AND 2 OR name = '",
    "\\' OR 1=1 --",
    "''; EXEC xp_cmdshell('dir') --",
    "' || (SELECT version()) || '",
    "1; ATTACH DATABASE 'x' AS y",
    "x' AND strStartsWith(name,'x''') = true AND 'a'='a",
    // GeoServer's property names as XPath and its functions as code
    "exec(java.lang.Runtime.getRuntime(),'touch /tmp/x')",
    "java.lang.T1.exec()",
    "Runtime.getRuntime().exec('id')",
    "//*[contains(.,'x')]",
    "@*|node()",
    "system('id')",
    "eval('1')",
    "jsonArrayContains(name,'$','x')",
    "env('PATH')",
    "property('name')",
    "FEATURE_HAS_STYLE('a')",
    // templates and expressions
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "${jndi:ldap://x/a}",
    // markup
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    // paths, addresses, shells
    "../../etc/passwd",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "; id",
    "| id",
    "`id`",
    "$(id)",
    // odd characters
    "\0",
    "\u{202e}",
    "\u{feff}",
    "\r\nSet-Cookie: x=y",
    "𝒏𝒂𝒎𝒆",
    "name＝name",
];

/// Frames that an attacker would put a payload into.
const FRAMES: &[&str] = &[
    "@",
    "name = '@'",
    "name = '@",
    "name LIKE '@'",
    "CASEI(name) = CASEI('@')",
    "name IN ('@', 'x')",
    "name = '' @",
    "\"@\" = 1",
    "@ = 1",
    "@(name) = 1",
    "level = 9 AND @",
    "S_INTERSECTS(geometry, @)",
    "built_on = DATE('@')",
];

#[test]
fn five_hundred_injections_find_nothing() {
    let mut tried = 0;
    for payload in PAYLOADS {
        for frame in FRAMES {
            let filter = frame.replace('@', payload);
            tried += 1;
            assert_ne!(finds(&filter), Some(true), "{filter}");
            // The same, written as a well-behaved client would quote it, is compared as plain text.
            let quoted = frame.replace('@', &payload.replace('\'', "''"));
            assert_ne!(finds(&quoted), Some(true), "{quoted}");
            let json = serde_json::json!({"op": "=", "args": [{"property": payload}, frame]});
            assert!(
                parse_json(&json.to_string())
                    .ok()
                    .and_then(|f| Compiled::of(&f, &schema()).ok())
                    .is_none(),
                "{payload} is no property"
            );
            let json = serde_json::json!({"op": payload, "args": [{"property": "name"}, frame]});
            assert!(parse_json(&json.to_string()).is_err(), "{payload}");
        }
    }
    assert!(tried >= 500, "{tried}");
}

#[test]
fn a_text_that_looks_like_an_attack_is_found_where_it_is_the_name() {
    const NAME: &str = "'; DROP TABLE x; --";
    let filter = format!("name = '{}'", NAME.replace('\'', "''"));
    let compiled = Compiled::of(&parse_text(&filter).unwrap(), &schema()).unwrap();
    assert!(compiled.matches(&Plant(NAME)) && !compiled.matches(&PLANT));
}

/// Pieces of filters in any order: parses more often than plain chance.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "name",
        "level",
        "built_on",
        "geometry",
        "(",
        ")",
        ",",
        "=",
        "<>",
        "<",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "^",
        "%",
        "AND",
        "OR",
        "NOT",
        "LIKE",
        "BETWEEN",
        "IN",
        "IS",
        "NULL",
        "'a'",
        "'%'",
        "3",
        "1e308",
        "0",
        "-1",
        "TRUE",
        "CASEI(",
        "DATE('2020-01-01')",
        "TIMESTAMP('2020-01-01T00:00:00Z')",
        "INTERVAL('..','2020-01-01')",
        "T_DURING(",
        "T_MEETS(",
        "S_INTERSECTS(",
        "S_WITHIN(",
        "S_TOUCHES(",
        "POINT(119.97 31.81)",
        "POINT(",
        "POLYGON((119 31,120 31,120 32,119 31))",
        "LINESTRING(119 31,120 32)",
        "BBOX(119,31,120,32)",
        "MULTIPOINT(1 1)",
        "EMPTY",
        "Z",
        "'",
        "\"",
        "DIV",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|all| all.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_taken_or_refused(filter in ".{0,200}") {
        finds(&filter);
        let _ = parse_json(&filter);
    }

    #[test]
    fn any_pieces_are_taken_or_refused(filter in pieces()) {
        finds(&filter);
    }

    #[test]
    fn a_filter_and_its_negation_never_both_find(filter in pieces()) {
        if finds(&filter) == Some(true) {
            prop_assert_ne!(finds(&format!("NOT ({filter})")), Some(true));
        }
    }
}
