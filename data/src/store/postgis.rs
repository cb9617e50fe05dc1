//! The store in PostgreSQL with PostGIS: shared by many programs, in a schema of its own if its
//! address says so.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{
    PgConnectOptions, PgConnection, PgCopyIn, PgListener, PgPool, PgPoolOptions, PgRow,
};
use sqlx::{ConnectOptions, Connection, Executor, Row as _};

use super::backend::{self, Cell, Holds, Table, Tx};
use crate::{Error, Result};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgis");

/// Channel on which the database tells that a fact was changed.
pub(super) const CHANNEL: &str = "anjie_data_version";
/// Connections at the same time: four that read, one that writes, one that listens.
const CONNECTIONS: u32 = 6;
/// How long a verb waits for a connection.
const PATIENCE: Duration = Duration::from_mins(5);
/// How long a server that does not answer is waited for.
const UNREACHABLE: Duration = Duration::from_secs(10);

/// What a connection asks of the server, so that a program that was killed, hangs or lost its network
/// holds nobody up. What the address itself sets goes before.
const SESSION: &str = "
    SELECT set_config(s.name, w.setting, false)
    FROM (VALUES
        -- A client that is gone is noticed also while its statement runs or waits for a lock.
        ('client_connection_check_interval', '2s'),
        -- A machine that is gone is noticed within two minutes.
        ('tcp_keepalives_idle', '60'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '6'),
        ('tcp_user_timeout', '120s'),
        -- A program that hangs in the middle of its changes loses them.
        ('idle_in_transaction_session_timeout', '15min'),
        -- Whoever waits for another program that writes is told so in the end.
        ('lock_timeout', '5min')
    ) w (name, setting)
    JOIN pg_settings s ON s.name = w.name
    WHERE s.source <> 'client'";
/// Code of an error: a lock was not to be had in time.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// An open database.
#[derive(Debug, Clone)]
pub(super) struct Postgis {
    /// Where it is, without user and password.
    pub address: String,
    pub pool: PgPool,
}

impl Postgis {
    /// Opens the store at `postgres://…`, and makes its tables where there are none.
    pub(super) async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| refused("postgres://…", "the address cannot be read; write postgres://USER@HOST:PORT/DATABASE, and in user and password %40 for @, %2F for / and %3A for :"))?
            .application_name("anjie")
            .disable_statement_logging();
        let address = address(&options);
        let extension = prepare(&options, &address).await?;
        let pool = backend::kept(PgPoolOptions::new())
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| {
                let extension = extension.clone();
                Box::pin(async move {
                    take_care(connection).await?;
                    find_types(connection, &extension).await
                })
            })
            .connect_with(options)
            .await
            .map_err(|e| unreachable(&address, &e))?;
        MIGRATIONS.run(&pool).await.map_err(|e| match e {
            MigrateError::VersionMissing(_) => Error::NewerStore {
                path: PathBuf::from(&address),
            },
            MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => {
                refused(&address, &reason(&e))
            }
            other => refused(&address, &other.to_string()),
        })?;
        Ok(Self { address, pool })
    }

    /// Begins to write, once whoever else writes is done.
    pub(super) async fn write(&self) -> Result<Tx> {
        let mut tx = Tx::Postgis(self.pool.begin().await?);
        match tx.number(ONE_WRITER).await {
            Ok(_) => Ok(tx),
            Err(Error::Database(e)) if is_lock_timeout(&e) => {
                drop(tx);
                Err(Error::Busy {
                    store: self.address.clone(),
                    holder: self.holder().await?,
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Who writes now: for a person who has to end it.
    async fn holder(&self) -> Result<String> {
        let holder: Option<String> = sqlx::query_scalar(
            "SELECT format('%s, process %s of the server, from %s, since %s',
                 COALESCE(NULLIF(a.application_name, ''), 'a program without a name'), a.pid,
                 COALESCE(host(a.client_addr), 'this machine'), to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS TZH:TZM'))
             FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND l.relation = 'anjie_data_version'::regclass AND l.mode = 'RowShareLock' AND l.granted
               AND a.pid <> pg_backend_pid() AND a.wait_event_type IS DISTINCT FROM 'Lock'
             ORDER BY a.xact_start LIMIT 1",
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(holder.unwrap_or_else(|| "it is done by now".to_owned()))
    }

    /// A listener of changes, from now on.
    pub(super) async fn listener(&self) -> Result<PgListener> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    }
}

/// Makes ready what the migrations need, and refuses a database that is not for us; gives the schema
/// in which PostGIS is.
async fn prepare(options: &PgConnectOptions, address: &str) -> Result<String> {
    let connecting = tokio::time::timeout(UNREACHABLE, options.connect()).await;
    let mut connection = connecting
        .map_err(|_| {
            refused(
                address,
                "the server does not answer; check host and port, and that it runs",
            )
        })?
        .map_err(|e| unreachable(address, &e))?;
    take_care(&mut connection).await?;
    let answer = prepared(&mut connection, address).await;
    connection.close().await?;
    answer
}

async fn prepared(connection: &mut PgConnection, address: &str) -> Result<String> {
    make_schema(connection, address).await?;
    let others: Vec<String> = sqlx::query_scalar(
        "SELECT c.relname::text FROM pg_class c
         WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND c.relkind = 'r'
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
           AND c.relname <> '_sqlx_migrations'
         ORDER BY c.relname COLLATE \"C\"",
    )
    .fetch_all(&mut *connection)
    .await?;
    if !others.is_empty() && !others.iter().any(|t| t == "anjie_data_version") {
        return Err(refused(
            address,
            &format!(
                "it has tables of another program, such as {}; give a database without tables, or a schema of its own by ?options=-csearch_path%3Danjie at the end of the address",
                others[0]
            ),
        ));
    }
    if let Some(schema) = extension(connection).await? {
        return Ok(schema);
    }
    // Two programs that open a new database at once must not trip over each other.
    let made = connection
        .execute("SELECT pg_advisory_lock(450544900); CREATE EXTENSION IF NOT EXISTS postgis; SELECT pg_advisory_unlock(450544900)")
        .await;
    made.map_err(|e| {
        refused(address, &format!("PostGIS is not in this database and cannot be added ({}); ask the administrator to install PostGIS on the server and to run, in this database: CREATE EXTENSION postgis", reason(&e)))
    })?;
    extension(connection)
        .await?
        .ok_or_else(|| refused(address, "PostGIS was added but is not there"))
}

/// Makes the first schema that the address names, where it is not there: PostgreSQL would pass over it
/// and put the store into the next one of the path.
async fn make_schema(connection: &mut PgConnection, address: &str) -> Result<()> {
    let path: String = sqlx::query_scalar("SELECT current_setting('search_path')")
        .fetch_one(&mut *connection)
        .await?;
    // Nobody names the schema of a user by hand: PostgreSQL's own path has it before `public`.
    let named = schemas(&path).into_iter().find(|name| name != "$user");
    let Some(first) = named else {
        return Err(refused(
            address,
            "its search path names no schema; add ?options=-csearch_path%3Danjie at the end of the address",
        ));
    };
    let is_there: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)")
            .bind(&first)
            .fetch_one(&mut *connection)
            .await?;
    if is_there {
        return Ok(());
    }
    let elsewhere: Option<String> = sqlx::query_scalar(
        "SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass('anjie_data_version')",
    )
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(elsewhere) = elsewhere {
        return Err(refused(
            address,
            &format!(
                "the schema {first} is not there, but {elsewhere}, later in the search path, holds a store; write search_path%3D{elsewhere} to open that one, or make an empty one by: CREATE SCHEMA \"{first}\""
            ),
        ));
    }
    sqlx::query(&format!("CREATE SCHEMA IF NOT EXISTS \"{}\"", first.replace('"', "\"\"")))
        .execute(&mut *connection)
        .await
        .map_err(|e| {
            refused(address, &format!("the schema {first} is not there and cannot be made ({}); ask the administrator for: CREATE SCHEMA \"{first}\" AUTHORIZATION the user of this program", reason(&e)))
        })?;
    Ok(())
}

/// The schemas of a search path, as PostgreSQL reads it: in small letters where they stand without
/// quotes.
fn schemas(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = path.chars().peekable();
    while let Some(letter) = letters.next() {
        let last = names.len() - 1;
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => names[last].push('"'),
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => names[last].push(letter),
            ',' => names.push(String::new()),
            _ if letter.is_whitespace() => {}
            _ => names[last].extend(letter.to_lowercase()),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Schema of PostGIS, where it is in the database.
async fn extension(connection: &mut PgConnection) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "SELECT n.nspname::text FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'",
    )
    .fetch_optional(connection)
    .await?)
}

/// Makes the server look after a connection.
async fn take_care(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    match connection.execute(SESSION).await {
        // A server on a system that cannot notice a client that is gone says so; it works all the same.
        Ok(_) | Err(sqlx::Error::Database(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Lets a connection find the types of PostGIS, also where the address names another schema.
async fn find_types(connection: &mut PgConnection, schema: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "SELECT set_config('search_path', current_setting('search_path') || ', ' || quote_ident($1), false)",
    )
    .bind(schema)
    .execute(connection)
    .await?;
    Ok(())
}

fn address(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or(options.get_username());
    format!(
        "postgres://{}:{}/{database}",
        options.get_host(),
        options.get_port()
    )
}

fn refused(address: &str, reason: &str) -> Error {
    Error::NotADatabase {
        address: address.to_owned(),
        reason: reason.to_owned(),
    }
}

fn unreachable(address: &str, error: &sqlx::Error) -> Error {
    refused(
        address,
        &format!(
            "{}; check that the server runs, and user, password and database in the address",
            reason(error)
        ),
    )
}

fn is_lock_timeout(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| code == LOCK_NOT_AVAILABLE)
}

fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(e) if is_lock_timeout(error) => format!(
            "another program has held it for long: {}; try again, or end that program",
            e.message()
        ),
        sqlx::Error::Database(e) => e.message().to_owned(),
        other => other.to_string(),
    }
}

/// The values of a row.
pub(super) fn cells(row: &PgRow, holds: &[Holds]) -> Result<Vec<Cell>> {
    let mut cells = Vec::with_capacity(holds.len());
    for (i, holds) in holds.iter().enumerate() {
        cells.push(match holds {
            Holds::Text => row
                .try_get::<Option<String>, _>(i)?
                .map_or(Cell::Null, Cell::Text),
            Holds::Real => row
                .try_get::<Option<f64>, _>(i)?
                .map_or(Cell::Null, Cell::Real),
            Holds::Whole => row
                .try_get::<Option<i64>, _>(i)?
                .map_or(Cell::Null, Cell::Whole),
            Holds::Truth => row
                .try_get::<Option<bool>, _>(i)?
                .map_or(Cell::Null, |yes| Cell::Whole(yes.into())),
            Holds::Bytes => row
                .try_get::<Option<Vec<u8>>, _>(i)?
                .map_or(Cell::Null, Cell::Bytes),
            // PostgreSQL sends a geometry as EWKB; its type has no number known beforehand.
            Holds::Geometry => row
                .try_get_unchecked::<Option<Vec<u8>>, _>(i)?
                .map_or(Cell::Null, Cell::Geometry),
        });
    }
    Ok(cells)
}

/// Head of what COPY takes in its binary format: signature, flags, length of an extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// Its end.
const TAIL: &[u8] = &[0xff, 0xff];

/// Many rows into one table by COPY; where rows may be there already, by way of a temporary table.
pub(super) struct Bulk<'c> {
    copy: PgCopyIn<&'c mut PgConnection>,
}

/// Whether rows of a key that is there already may come: the rows themselves have each key once, and no other
/// program writes meanwhile.
pub(super) async fn may_meet_rows(connection: &mut PgConnection, table: &Table) -> Result<bool> {
    if table.key.is_none() {
        return Ok(false);
    }
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", table.name);
    Ok(sqlx::query_scalar(&sql).fetch_one(connection).await?)
}

impl<'c> Bulk<'c> {
    pub(super) async fn begin(
        connection: &'c mut PgConnection,
        table: &Table,
        may_meet_rows: bool,
    ) -> Result<Self> {
        let into = if may_meet_rows {
            let sql = format!(
                "CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0",
                table.names(),
                table.name
            );
            connection.execute(sql.as_str()).await?;
            "incoming"
        } else {
            table.name
        };
        let sql = format!(
            "COPY {into} ({}) FROM STDIN WITH (FORMAT binary)",
            table.names()
        );
        let mut copy = connection.copy_in_raw(&sql).await?;
        copy.send(HEAD).await?;
        Ok(Self { copy })
    }

    pub(super) async fn send(&mut self, rows: Vec<u8>) -> Result<()> {
        self.copy.send(rows).await?;
        Ok(())
    }

    pub(super) async fn finish(mut self) -> Result<()> {
        self.copy.send(TAIL).await?;
        self.copy.finish().await?;
        Ok(())
    }
}

/// Takes the rows of the temporary table into their own.
pub(super) async fn merge(connection: &mut PgConnection, table: &Table) -> Result<()> {
    let names = table.names();
    let sql = format!(
        "INSERT INTO {} ({names}) SELECT {names} FROM incoming{}",
        table.name,
        table.on_conflict()
    );
    connection.execute(sql.as_str()).await?;
    connection.execute("DROP TABLE incoming").await?;
    Ok(())
}

/// Adds a row as COPY takes it in its binary format.
pub(super) fn row_bytes(table: &Table, cells: &[Cell], out: &mut Vec<u8>) -> Result<()> {
    let columns =
        i16::try_from(cells.len()).expect("a layer has fewer columns than PostgreSQL takes");
    out.extend(columns.to_be_bytes());
    for (cell, (column, holds)) in cells.iter().zip(&table.columns) {
        match (cell, holds) {
            (Cell::Null, _) => out.extend((-1_i32).to_be_bytes()),
            (Cell::Text(text), _) => field(out, text.as_bytes())?,
            (Cell::Real(number), _) => field(out, &number.to_be_bytes())?,
            (Cell::Whole(number @ (0 | 1)), Holds::Truth) => field(out, &[*number as u8])?,
            (Cell::Whole(number), Holds::Truth) => {
                return Err(Error::NotWritten {
                    path: table.name.into(),
                    reason: format!("{column} is {number}, neither 1 nor 0"),
                });
            }
            (Cell::Whole(number), _) => field(out, &number.to_be_bytes())?,
            (Cell::Geometry(bytes) | Cell::Bytes(bytes), _) => field(out, bytes)?,
        }
    }
    Ok(())
}

fn field(out: &mut Vec<u8>, bytes: &[u8]) -> Result<()> {
    let length = i32::try_from(bytes.len()).map_err(|_| Error::NotWritten {
        path: "postgres://…".into(),
        reason: "a value is larger than the 2 GB that PostgreSQL takes".to_owned(),
    })?;
    out.extend(length.to_be_bytes());
    out.extend(bytes);
    Ok(())
}

/// Begins a snapshot: what another program commits later is not seen.
pub(super) const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// Lets one program write at a time, as in a file.
const ONE_WRITER: &str = "SELECT counter FROM anjie_data_version FOR UPDATE";

#[cfg(test)]
mod tests {
    use super::schemas;

    #[test]
    fn a_search_path_is_read_as_postgresql_does() {
        assert_eq!(schemas("\"$user\", public"), ["$user", "public"]);
        assert_eq!(schemas("Anjie,public"), ["anjie", "public"]);
        assert_eq!(schemas("\"An, \"\"j\" , b"), ["An, \"j", "b"]);
        assert!(schemas(" ").is_empty() && schemas("\"\"").is_empty());
    }
}
