-- The record as the first migration made it, with answers of that time. Never changed.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE answers (
	id VARCHAR NOT NULL, 
	learner VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	lesson VARCHAR NOT NULL, 
	objective VARCHAR NOT NULL, 
	given JSON NOT NULL, 
	sure INTEGER, 
	points INTEGER, 
	"of" INTEGER, 
	skipped VARCHAR NOT NULL, 
	asked_in VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "answers" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','ada','chest-wall-after-mastectomy','1','02','name-the-type','{"chosen": ["locoregional"]}',3,1,1,'','lesson','2026-11-20 07:30:00.123456');
INSERT INTO "answers" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','ada','a-question-that-was-removed','1','02','an-objective-that-was-renamed','{"chosen": ["b"]}',2,0,1,'','opening','2026-11-20 07:31:00.000000');
INSERT INTO "answers" VALUES('cccccccccccccccccccccccccccccccc','ada','a-question-that-was-removed','1','02','an-objective-that-was-renamed','null',NULL,NULL,NULL,'not today','lesson','2026-11-21 07:31:00.000000');
INSERT INTO "answers" VALUES('dddddddddddddddddddddddddddddddd','local-ben','chest-wall-after-mastectomy','1','02','name-the-type','{"chosen": ["distant"]}',1,0,1,'','lesson','2026-11-21 08:00:00.000000');
CREATE TABLE learners (
	learner VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	made DATETIME NOT NULL, 
	PRIMARY KEY (learner), 
	UNIQUE (code)
);
INSERT INTO "learners" VALUES('ada','apple-boat-candle-7','2026-11-20 07:30:00.130000');
CREATE INDEX answers_of_a_learner ON answers (learner, at);
CREATE TRIGGER answers_stay BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END;
COMMIT;
