//! The log of hidden hazards in both kinds of store: the same entries, nothing edited, taken along by backups.

use analysis::facts::HazardState;
use analysis::hazard::{Person, Report, Role, Step};
use data::store::{Change, HazardError, Noted, Told};
use data::{Error, Store, evidence, hazard_log};
use sqlx::{Connection, PgConnection, SqliteConnection};
use tests::postgis::Database;
use tests::scene::small_city;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....\0\0\0\0IEND\xae\x42\x60\x82";

fn noted(is_told: bool) -> Noted {
    Noted {
        by: Person {
            name: "李明".into(),
            role: Role::EnterpriseSafety,
            organisation: None,
        },
        at: "2026-11-28T09:00:00Z".into(),
        note: None,
        is_told,
    }
}

fn report() -> Change {
    let report = Report {
        facility_id: "F1".into(),
        description: "法兰渗漏".into(),
        found_on: "2026-11-27".into(),
        source: None,
        criterion: None,
        clause: None,
        barrier: Some("设备完整性".into()),
    };
    Change::Report {
        report,
        place: None,
    }
}

/// Reports a hazard, registers it and adds a file.
async fn three_steps(store: &Store) -> Told {
    let told = store.change_hazard(report(), &noted(true)).await.unwrap();
    let id = told.row.id.clone();
    let step = Step::Register {
        criterion: None,
        clause: None,
        barrier: None,
        due_on: "2026-12-20".into(),
    };
    let register = Change::Step {
        id: id.clone(),
        expected: Some(1),
        step,
    };
    let registered = store.change_hazard(register, &noted(true)).await.unwrap();
    assert!(registered.version_after > registered.version_before);
    let file = evidence::look("照片.png", PNG.to_vec()).unwrap();
    let add = Change::File {
        id,
        expected: Some(2),
        file,
    };
    store.change_hazard(add, &noted(false)).await.unwrap()
}

#[tokio::test]
async fn both_kinds_keep_the_same_log_and_refuse_to_edit_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh();
    let file = folder.path().join("s.gpkg");
    let path = file.to_str().unwrap().to_owned();
    let stores = [
        Store::open(&path).await.unwrap(),
        Store::open(&database.url()).await.unwrap(),
    ];
    let mut logs = Vec::new();
    for store in &stores {
        store.put_facts(&small_city()).await.unwrap();
        let told = three_steps(store).await;
        assert_eq!(told.hazard.state(), HazardState::Registered);
        let (log, head) = store.hazard_log().await.unwrap();
        assert_eq!(hazard_log::check(&log, &head).unwrap().len(), 3);
        let sha256 = &told.hazard.evidence[0].sha256;
        let kept = store.hazard_evidence(sha256).await.unwrap();
        assert_eq!(kept, Some(("image/png".to_owned(), PNG.to_vec())));
        // A refusal stores nothing.
        let skipped = Change::Step {
            id: told.row.id.clone(),
            expected: Some(3),
            step: Step::Accept {
                finding: "x".into(),
            },
        };
        let refused = store.change_hazard(skipped, &noted(true)).await;
        assert!(
            matches!(refused, Err(HazardError::Refused(_))),
            "{refused:?}"
        );
        assert_eq!(store.hazard_head().await.unwrap(), head);
        // Two entries are to be told, and are gone once they are.
        let waiting = store
            .hazard_outbox("2099-01-01T00:00:00Z", 10)
            .await
            .unwrap();
        assert_eq!(waiting.iter().map(|w| w.number).collect::<Vec<_>>(), [1, 2]);
        store.hazard_told(1).await.unwrap();
        store
            .hazard_not_told(2, "2098-01-01T00:00:00Z")
            .await
            .unwrap();
        assert!(
            store
                .hazard_outbox("2097-01-01T00:00:00Z", 10)
                .await
                .unwrap()
                .is_empty()
        );
        let late = store
            .hazard_outbox("2099-01-01T00:00:00Z", 10)
            .await
            .unwrap();
        assert_eq!((late.len(), late[0].attempts), (1, 1));
        logs.push((log, head, told.row));
    }
    assert_eq!(logs[0], logs[1]);

    // The databases themselves refuse.
    let mut sqlite = SqliteConnection::connect(&format!("sqlite:{path}"))
        .await
        .unwrap();
    let mut postgres = PgConnection::connect(&database.url()).await.unwrap();
    for sql in [
        "UPDATE hazard_log SET text = 'x' WHERE number = 2",
        "DELETE FROM hazard_log WHERE number = 3",
        "DELETE FROM hazard_evidence",
        "UPDATE hazard_evidence SET media_type = 'text/html'",
    ] {
        assert!(
            sqlx::query(sql).execute(&mut sqlite).await.is_err(),
            "{sql}"
        );
        assert!(
            sqlx::query(sql).execute(&mut postgres).await.is_err(),
            "{sql}"
        );
    }
    let cut = "TRUNCATE hazard_log";
    assert!(sqlx::query(cut).execute(&mut postgres).await.is_err());

    // Somebody who takes the trigger away first is found out.
    sqlx::query("DROP TRIGGER hazard_log_is_not_changed")
        .execute(&mut sqlite)
        .await
        .unwrap();
    let edit =
        "UPDATE hazard_log SET text = replace(text, '2026-12-20', '2027-12-20') WHERE number = 2";
    sqlx::query(edit).execute(&mut sqlite).await.unwrap();
    let (log, head) = stores[0].hazard_log().await.unwrap();
    assert_eq!(hazard_log::check(&log, &head).unwrap_err().number, 2);
    for store in &stores {
        store.close().await;
    }
}

#[tokio::test]
async fn a_backup_takes_the_log_along_and_a_restore_never_cuts_one() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh();
    let store = Store::open(&database.url()).await.unwrap();
    store.put_facts(&small_city()).await.unwrap();
    let told = three_steps(&store).await;
    let file = folder.path().join("backup.gpkg");
    store.backup(&file).await.unwrap();
    let other = Store::open(folder.path().join("s.gpkg").to_str().unwrap())
        .await
        .unwrap();
    other.restore(&file, false).await.unwrap();
    assert_eq!(
        other.hazard_log().await.unwrap(),
        store.hazard_log().await.unwrap()
    );
    let sha256 = &told.hazard.evidence[0].sha256;
    assert!(other.hazard_evidence(sha256).await.unwrap().is_some());
    // It goes on there, and the older backup does not take that away.
    let more = other.change_hazard(report(), &noted(false)).await.unwrap();
    assert_eq!(more.head.count, 4);
    let refused = other.restore(&file, true).await.unwrap_err();
    assert!(matches!(refused, Error::LogWouldBeCut { .. }), "{refused}");
    assert_eq!(other.hazard_head().await.unwrap().count, 4);
    let newer = folder.path().join("newer.gpkg");
    other.backup(&newer).await.unwrap();
    store.restore(&newer, true).await.unwrap();
    assert_eq!(
        store.hazard_log().await.unwrap(),
        other.hazard_log().await.unwrap()
    );
    store.close().await;
    other.close().await;
}
