-- Answers to forms: who said what of whom when, on what evidence. A row is added and never changed: the last one of an
-- item is the answer of now, those before it are its history. `value` is NULL where an answer was taken back.

CREATE TABLE answers (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    form TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    item TEXT NOT NULL,
    value TEXT,
    evidence TEXT NOT NULL,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    answered_at TEXT NOT NULL
);
CREATE INDEX answers_subject ON answers (form, subject_id);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
    VALUES ('answers', 'attributes', 'answers', 'Answers to forms (表单答案)');
CREATE TRIGGER answers_insert_counts AFTER INSERT ON answers BEGIN
    UPDATE anjie_data_version SET counter = counter + 1;
END;
CREATE TRIGGER answers_stay BEFORE UPDATE ON answers BEGIN
    SELECT RAISE(ABORT, 'an answer is never changed; add another one');
END;
