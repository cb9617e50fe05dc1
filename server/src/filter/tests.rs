use std::borrow::Cow;

use geo_types::{Geometry, Point};

use super::{
    Compiled, FilterError, Kind, Lookup, MOST_BYTES, Schema, Value, parse_json, parse_text,
};

struct Tank {
    values: Vec<Option<Value<'static>>>,
    at: Option<Geometry<f64>>,
}

impl Lookup for Tank {
    fn property(&self, position: usize) -> Option<Value<'_>> {
        self.values[position].clone()
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        self.at.as_ref().map(Cow::Borrowed)
    }
}

fn schema() -> Schema<'static> {
    Schema {
        properties: vec![
            ("name", Kind::Text),
            ("quantity_t", Kind::Number),
            ("level", Kind::Integer),
            ("synthetic", Kind::Bool),
            ("built_on", Kind::Date),
            ("imported_at", Kind::Timestamp),
            ("missing", Kind::Number),
        ],
        geometry: "geometry",
    }
}

fn tank() -> Tank {
    Tank {
        values: vec![
            Some("液氯储罐 No'1 ABC_%".into()),
            Some(12.5.into()),
            Some(3_i64.into()),
            Some(true.into()),
            Some("2020-05-17".into()),
            Some("2026-01-01T00:00:00+08:00".into()),
            None,
        ],
        at: Some(Point::new(119.97, 31.81).into()),
    }
}

fn text(filter: &str) -> Result<bool, FilterError> {
    Ok(Compiled::of(&parse_text(filter)?, &schema())?.matches(&tank()))
}

fn json(filter: &str) -> Result<bool, FilterError> {
    Ok(Compiled::of(&parse_json(filter)?, &schema())?.matches(&tank()))
}

#[test]
fn what_is_true_is_found_and_what_is_not_is_not() {
    for (filter, found) in [
        ("quantity_t = 12.5", true),
        ("quantity_t <> 12.5", false),
        ("quantity_t>=12.5 AND level < 4", true),
        ("12 < quantity_t", true),
        ("NOT quantity_t > 1e2", true),
        ("not (level = 3) or synthetic", true),
        ("synthetic = false", false),
        ("synthetic", true),
        ("\"quantity_t\" = 12.5", true),
        ("name = '液氯储罐 No''1 ABC_%'", true),
        ("name LIKE '%No\\'1%'", true),
        ("name LIKE '液氯%'", true),
        ("name LIKE '_氯%'", true),
        ("name LIKE '%abc%'", false),
        ("CASEI(name) LIKE casei('%Abc%')", true),
        ("name LIKE '%ABC\\_\\%'", true),
        ("name LIKE '%ABC\\%\\%'", false),
        ("name NOT LIKE '氨%'", true),
        ("level BETWEEN 1 AND 3", true),
        ("level NOT BETWEEN 1 AND 3", false),
        ("level IN (1,2,3)", true),
        ("name IN ('a', 'b')", false),
        ("level NOT IN (1)", true),
        ("missing IS NULL", true),
        ("level IS NOT NULL", true),
        ("quantity_t * 2 + 1 = 26", true),
        ("quantity_t DIV 5 = 2 and level ^ 2 = 9", true),
        ("-level = -3", true),
        ("quantity_t / 0 = 1", false),
        ("built_on = DATE('2020-05-17')", true),
        ("built_on < DATE('2021-01-01')", true),
        ("built_on > '2021-01-01'", false),
        (
            "T_DURING(built_on, INTERVAL('2020-01-01','2020-12-31'))",
            true,
        ),
        ("T_AFTER(built_on, DATE('2020-05-17'))", false),
        ("T_INTERSECTS(built_on, INTERVAL('..','2020-05-17'))", true),
        ("imported_at = TIMESTAMP('2025-12-31T16:00:00Z')", true),
        ("imported_at < TIMESTAMP('2025-12-31T16:00:00.5Z')", true),
        ("S_INTERSECTS(geometry, BBOX(119,31,120,32))", true),
        ("S_INTERSECTS(geometry, POINT(119.97 31.81))", true),
        (
            "S_WITHIN(geometry, POLYGON((119 31,120 31,120 32,119 32,119 31)))",
            true,
        ),
        (
            "S_CONTAINS(POLYGON((119 31,120 31,120 32,119 32,119 31)), geometry)",
            true,
        ),
        ("S_DISJOINT(geometry, LINESTRING(0 0, 1 1))", true),
        ("S_EQUALS(geometry, POINT Z(119.97 31.81 4))", true),
        ("S_TOUCHES(geometry, MULTIPOINT((0 0),(1 1)))", false),
    ] {
        assert_eq!(text(filter), Ok(found), "{filter}");
    }
}

#[test]
fn what_is_not_known_is_neither_true_nor_false() {
    for filter in [
        "missing = 1",
        "missing <> 1",
        "NOT missing = 1",
        "missing > 1 AND synthetic",
        "missing IN (1, 2)",
        "NOT missing IN (1, 2)",
        "missing BETWEEN 1 AND 2",
        "missing + 1 > 0",
    ] {
        assert_eq!(text(filter), Ok(false), "{filter}");
    }
    assert_eq!(text("missing = 1 OR synthetic"), Ok(true));
    assert_eq!(text("NOT (missing = 1 AND level = 9)"), Ok(true));
}

#[test]
fn both_encodings_say_the_same() {
    for (plain, encoded) in [
        (
            "level >= 3 AND NOT name LIKE '氨%'",
            r#"{"op":"and","args":[{"op":">=","args":[{"property":"level"},3]},{"op":"not","args":[{"op":"like","args":[{"property":"name"},"氨%"]}]}]}"#,
        ),
        (
            "level IN (1,2) OR missing IS NULL",
            r#"{"op":"or","args":[{"op":"in","args":[{"property":"level"},[1,2]]},{"op":"isNull","args":[{"property":"missing"}]}]}"#,
        ),
        (
            "level BETWEEN 1 AND 3",
            r#"{"op":"between","args":[{"property":"level"},1,3]}"#,
        ),
        (
            "S_INTERSECTS(geometry, POINT(1 2))",
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,2]}]}"#,
        ),
        (
            "S_INTERSECTS(geometry, BBOX(1,2,3,4))",
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3,4]}]}"#,
        ),
        (
            "T_DURING(built_on, INTERVAL('..','2020-12-31'))",
            r#"{"op":"t_during","args":[{"property":"built_on"},{"interval":["..","2020-12-31"]}]}"#,
        ),
        (
            "CASEI(name) = CASEI('X')",
            r#"{"op":"=","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"casei","args":["X"]}]}"#,
        ),
        (
            "built_on = DATE('2020-05-17')",
            r#"{"op":"=","args":[{"property":"built_on"},{"date":"2020-05-17"}]}"#,
        ),
    ] {
        assert_eq!(parse_text(plain), parse_json(encoded), "{plain}");
    }
}

#[test]
fn what_cannot_be_taken_is_refused_with_what_would_be_right() {
    for (filter, says) in [
        (
            "",
            "at character 1: the end where a name or a value should be",
        ),
        ("level = ", "at character 9: the end"),
        ("level == 3", "`=` where a name or a value"),
        ("level = 3; DROP TABLE x", "`;`"),
        ("level = 3 --", "the end where a name or a value"),
        (
            "depth = 3",
            "there is no property `depth`; there are name, quantity_t",
        ),
        (
            "sleep(10) = 1",
            "there is no function `sleep`; there are casei",
        ),
        ("name = 3", "3 is a number where a text is needed"),
        ("level = '3'", "'3' is a text where a number is needed"),
        ("level", "`level` is a number where a condition is needed"),
        ("name LIKE 3", "3 is a number where a text"),
        ("synthetic > true", "an order"),
        ("geometry = 1", "S_INTERSECTS"),
        (
            "S_INTERSECTS(level, POINT(1 2))",
            "`level` is a number where a place",
        ),
        ("S_INTERSECTS(geometry)", "it takes 2"),
        (
            "S_INTERSECTS(geometry, POINT(300 2))",
            "no longitude and latitude",
        ),
        (
            "S_WITHIN(geometry, POLYGON((0 0,2 2,2 0,0 2,0 0)))",
            "the geometry cannot be taken",
        ),
        (
            "S_WITHIN(geometry, POLYGON((0 0,1 1)))",
            "a ring has four points",
        ),
        ("built_on = DATE('2020-02-30')", "`2020-02-30` is no date"),
        ("built_on = INTERVAL('2020-01-01','..')", "T_DURING"),
        ("level IN ()", "`)` where"),
        ("name LIKE name", "a text in quotes"),
        ("level = 1e999", "a finite number"),
        ("name = 'abc", "a quote that does not end"),
        ("level IS 3", "NULL"),
        ("level = 9 OR 1 = 1", "`=` compares fixed values only"),
        (
            "S_INTERSECTS(POINT(1 1), POINT(1 1))",
            "compares fixed values only",
        ),
    ] {
        let error = text(filter).unwrap_err().to_string();
        assert!(error.contains(says), "{filter}: {error}");
    }
    for filter in [
        "",
        "[",
        "null",
        "3",
        r#"{"op":"and"}"#,
        r#"{"op":"and","args":[]}"#,
        r#"{"op":"eval","args":[]}"#,
        r#"{"op":"=","args":[{"property":"level"},null]}"#,
        r#"{"sql":"1=1"}"#,
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":["a"]}]}"#,
        r#"{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":["a"]}]}"#,
    ] {
        assert!(json(filter).is_err(), "{filter}");
    }
}

#[test]
fn what_is_deep_or_long_is_refused_at_once() {
    for (open, close) in [
        ("(", ")"),
        ("NOT ", ""),
        ("-", ""),
        ("CASEI(", ")"),
        ("INTERVAL(", ")"),
        ("GEOMETRYCOLLECTION(", ")"),
        ("2^", ""),
        ("S_INTERSECTS(GEOMETRYCOLLECTION(", "))"),
    ] {
        let n = 7000 / (open.len() + close.len());
        let filter = format!("{}1{}", open.repeat(n.min(400)), close.repeat(n.min(400)));
        assert!(text(&filter).is_err(), "{open}");
    }
    assert_eq!(
        text(&format!("{}level{} = 1", "(".repeat(40), ")".repeat(40))),
        Err(FilterError::TooDeep)
    );
    let sum = format!("level = 1{}", " + 1".repeat(1500));
    assert_eq!(text(&sum), Err(FilterError::TooDeep));
    assert!(matches!(
        text(&"x".repeat(MOST_BYTES + 1)),
        Err(FilterError::TooLong { .. })
    ));
    let deep = format!(
        "{}true{}",
        r#"{"op":"not","args":["#.repeat(200),
        "]}".repeat(200)
    );
    assert!(json(&deep).is_err());
    let many = ["S_INTERSECTS(geometry, POINT(1 1))"; 9].join(" OR ");
    assert_eq!(text(&many), Err(FilterError::TooManySpatial { count: 9 }));
    // What is wide is taken.
    assert_eq!(text(&["level = 3"; 500].join(" AND ")), Ok(true));
}

#[test]
fn a_filter_says_where_its_features_lie() {
    let bounds = |filter: &str| {
        Compiled::of(&parse_text(filter).unwrap(), &schema())
            .unwrap()
            .bounds()
    };
    let found = bounds("level = 3 AND S_INTERSECTS(geometry, BBOX(1,2,3,4))").unwrap();
    assert_eq!((found.min().x, found.max().y), (1.0, 4.0));
    assert!(bounds("level = 3 OR S_INTERSECTS(geometry, BBOX(1,2,3,4))").is_none());
    assert!(bounds("S_DISJOINT(geometry, BBOX(1,2,3,4))").is_none());
}

#[test]
fn a_request_s_time_is_a_moment_or_an_interval() {
    use super::time::interval;
    assert!(interval("2020-01-01").is_ok());
    assert!(interval("2020-01-01T00:00:00Z/..").is_ok());
    assert!(interval("/2020-01-01").is_ok());
    for wrong in [
        "",
        "now",
        "../..",
        "/",
        "2020",
        "2021-01-01/2020-01-01",
        "2020-13-01",
        "a/b/c",
    ] {
        assert!(interval(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_pattern_of_many_stars_takes_no_time() {
    use super::pattern::Pattern;
    let pattern = Pattern::new(&"a%".repeat(2000));
    assert!(!pattern.matches(&"a".repeat(1999)));
    assert!(Pattern::new("%").matches(""));
    assert!(Pattern::new("").matches(""));
    assert!(!Pattern::new("_").matches(""));
}
