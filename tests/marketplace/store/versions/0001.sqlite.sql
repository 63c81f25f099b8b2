CREATE TABLE requesters (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	balance BIGINT NOT NULL, 
	CONSTRAINT pk_requesters PRIMARY KEY (id), 
	CONSTRAINT ck_requesters_balance CHECK (balance >= 0)
);
CREATE TABLE workers (
	id TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	country TEXT, 
	subdivision TEXT, 
	adult BOOLEAN NOT NULL, 
	master BOOLEAN NOT NULL, 
	CONSTRAINT pk_workers PRIMARY KEY (id)
);
CREATE TABLE hit_types (
	id TEXT NOT NULL, 
	requester_id TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT NOT NULL, 
	keywords TEXT NOT NULL, 
	reward BIGINT NOT NULL, 
	assignment_duration INTEGER NOT NULL, 
	auto_approval_delay INTEGER NOT NULL, 
	qualification_requirements JSON NOT NULL, 
	created BIGINT NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	notification JSON, 
	notification_active BOOLEAN NOT NULL, 
	CONSTRAINT pk_hit_types PRIMARY KEY (id), 
	CONSTRAINT uq_hit_types_requester_id_digest UNIQUE (requester_id, digest), 
	CONSTRAINT fk_hit_types_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE INDEX ix_hit_types_requester_id ON hit_types (requester_id);
CREATE TABLE keys (
	access_key TEXT NOT NULL, 
	secret TEXT, 
	requester_id TEXT NOT NULL, 
	CONSTRAINT pk_keys PRIMARY KEY (access_key), 
	CONSTRAINT fk_keys_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE INDEX ix_keys_requester_id ON keys (requester_id);
CREATE INDEX ix_keys_secret ON keys (secret);
CREATE TABLE layouts (
	id TEXT NOT NULL, 
	requester_id TEXT NOT NULL, 
	html TEXT NOT NULL, 
	frame_height INTEGER NOT NULL, 
	CONSTRAINT pk_layouts PRIMARY KEY (id), 
	CONSTRAINT fk_layouts_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE INDEX ix_layouts_requester_id ON layouts (requester_id);
CREATE TABLE notifications (
	id INTEGER NOT NULL, 
	requester_id TEXT NOT NULL, 
	time BIGINT NOT NULL, 
	event TEXT NOT NULL, 
	transport TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	hit_type_id TEXT, 
	hit_id TEXT, 
	assignment_id TEXT, 
	worker_id TEXT, 
	subject TEXT, 
	text TEXT, 
	CONSTRAINT pk_notifications PRIMARY KEY (id), 
	CONSTRAINT fk_notifications_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE INDEX ix_notifications_hit_id ON notifications (hit_id);
CREATE INDEX ix_notifications_requester_id ON notifications (requester_id);
CREATE INDEX ix_notifications_worker_id ON notifications (worker_id);
CREATE TABLE qualification_types (
	id TEXT NOT NULL, 
	requester_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	description TEXT NOT NULL, 
	keywords TEXT, 
	status TEXT NOT NULL, 
	retry_delay INTEGER, 
	test TEXT, 
	answer_key TEXT, 
	test_duration INTEGER, 
	auto_granted BOOLEAN NOT NULL, 
	auto_granted_value INTEGER NOT NULL, 
	created BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT pk_qualification_types PRIMARY KEY (id), 
	CONSTRAINT ck_qualification_types_status CHECK (status IN ('Active', 'Inactive')), 
	CONSTRAINT ck_qualification_types_test CHECK (test IS NULL OR (test_duration IS NOT NULL AND NOT auto_granted)), 
	CONSTRAINT ck_qualification_types_answer_key CHECK (answer_key IS NULL OR test IS NOT NULL), 
	CONSTRAINT fk_qualification_types_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE UNIQUE INDEX uq_qualification_types_name ON qualification_types (requester_id, name) WHERE deleted_at IS NULL;
CREATE TABLE tokens (
	requester_id TEXT NOT NULL, 
	operation TEXT NOT NULL, 
	token TEXT NOT NULL, 
	made TEXT NOT NULL, 
	time BIGINT NOT NULL, 
	CONSTRAINT pk_tokens PRIMARY KEY (requester_id, operation, token), 
	CONSTRAINT fk_tokens_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE TABLE worker_blocks (
	requester_id TEXT NOT NULL, 
	worker_id TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	CONSTRAINT pk_worker_blocks PRIMARY KEY (requester_id, worker_id), 
	CONSTRAINT fk_worker_blocks_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id)
);
CREATE TABLE hits (
	id TEXT NOT NULL, 
	requester_id TEXT NOT NULL, 
	type_id TEXT NOT NULL, 
	group_id TEXT NOT NULL, 
	layout_id TEXT, 
	created BIGINT NOT NULL, 
	expiration BIGINT NOT NULL, 
	expired BOOLEAN NOT NULL, 
	question TEXT NOT NULL, 
	annotation TEXT, 
	max_assignments INTEGER NOT NULL, 
	available INTEGER NOT NULL, 
	pending INTEGER NOT NULL, 
	submitted INTEGER NOT NULL, 
	completed INTEGER NOT NULL, 
	reviewing BOOLEAN NOT NULL, 
	disposed BOOLEAN NOT NULL, 
	review_status TEXT NOT NULL, 
	reviewable_since BIGINT, 
	assignment_review_policy JSON, 
	hit_review_policy JSON, 
	CONSTRAINT pk_hits PRIMARY KEY (id), 
	CONSTRAINT ck_hits_counts CHECK (available >= 0 AND pending >= 0 AND submitted >= 0 AND completed >= 0), 
	CONSTRAINT ck_hits_sum CHECK (available + pending + submitted + completed = max_assignments), 
	CONSTRAINT fk_hits_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id), 
	CONSTRAINT fk_hits_type_id_hit_types FOREIGN KEY(type_id) REFERENCES hit_types (id)
);
CREATE INDEX ix_hits_expiring ON hits (expired, expiration);
CREATE INDEX ix_hits_group_id ON hits (group_id);
CREATE INDEX ix_hits_kept ON hits (disposed, reviewable_since);
CREATE INDEX ix_hits_listed ON hits (requester_id, created, id);
CREATE INDEX ix_hits_type_id ON hits (type_id);
CREATE TABLE qualification_requests (
	id TEXT NOT NULL, 
	type_id TEXT NOT NULL, 
	worker_id TEXT NOT NULL, 
	status TEXT NOT NULL, 
	test TEXT, 
	answer TEXT, 
	submit_time BIGINT NOT NULL, 
	reason TEXT, 
	CONSTRAINT pk_qualification_requests PRIMARY KEY (id), 
	CONSTRAINT ck_qualification_requests_status CHECK (status IN ('Pending', 'Granted', 'Rejected')), 
	CONSTRAINT fk_qualification_requests_type_id_qualification_types FOREIGN KEY(type_id) REFERENCES qualification_types (id), 
	CONSTRAINT fk_qualification_requests_worker_id_workers FOREIGN KEY(worker_id) REFERENCES workers (id)
);
CREATE INDEX ix_qualification_requests_type_id ON qualification_requests (type_id);
CREATE INDEX ix_qualification_requests_worker_id ON qualification_requests (worker_id);
CREATE UNIQUE INDEX uq_qualification_requests_pending ON qualification_requests (type_id, worker_id) WHERE status = 'Pending';
CREATE TABLE qualifications (
	type_id TEXT NOT NULL, 
	worker_id TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	grant_time BIGINT NOT NULL, 
	reason TEXT, 
	CONSTRAINT pk_qualifications PRIMARY KEY (type_id, worker_id), 
	CONSTRAINT ck_qualifications_status CHECK (status IN ('Granted', 'Revoked')), 
	CONSTRAINT fk_qualifications_type_id_qualification_types FOREIGN KEY(type_id) REFERENCES qualification_types (id), 
	CONSTRAINT fk_qualifications_worker_id_workers FOREIGN KEY(worker_id) REFERENCES workers (id)
);
CREATE INDEX ix_qualifications_worker_id ON qualifications (worker_id);
CREATE TABLE assignments (
	id TEXT NOT NULL, 
	hit_id TEXT NOT NULL, 
	worker_id TEXT NOT NULL, 
	status TEXT NOT NULL, 
	accept_time BIGINT NOT NULL, 
	deadline BIGINT NOT NULL, 
	submit_time BIGINT, 
	auto_approval_time BIGINT, 
	approval_time BIGINT, 
	rejection_time BIGINT, 
	answer TEXT, 
	feedback TEXT, 
	CONSTRAINT pk_assignments PRIMARY KEY (id), 
	CONSTRAINT ck_assignments_status CHECK (status IN ('Accepted', 'Submitted', 'Approved', 'Rejected', 'Returned', 'Abandoned')), 
	CONSTRAINT ck_assignments_submitted CHECK ((status IN ('Submitted', 'Approved', 'Rejected')) = (answer IS NOT NULL AND submit_time IS NOT NULL)), 
	CONSTRAINT ck_assignments_approved CHECK ((status = 'Approved') = (approval_time IS NOT NULL)), 
	CONSTRAINT fk_assignments_hit_id_hits FOREIGN KEY(hit_id) REFERENCES hits (id), 
	CONSTRAINT fk_assignments_worker_id_workers FOREIGN KEY(worker_id) REFERENCES workers (id)
);
CREATE INDEX ix_assignments_auto_approval ON assignments (status, auto_approval_time);
CREATE INDEX ix_assignments_deadline ON assignments (status, deadline);
CREATE INDEX ix_assignments_listed ON assignments (hit_id, submit_time, id);
CREATE INDEX ix_assignments_worker_id ON assignments (worker_id);
CREATE UNIQUE INDEX uq_assignments_held ON assignments (hit_id, worker_id) WHERE status NOT IN ('Returned', 'Abandoned');
CREATE TABLE review_actions (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	hit_id TEXT NOT NULL, 
	level TEXT NOT NULL, 
	name TEXT NOT NULL, 
	target_id TEXT NOT NULL, 
	target_type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	complete_time BIGINT, 
	result TEXT, 
	error_code TEXT, 
	CONSTRAINT pk_review_actions PRIMARY KEY (number), 
	CONSTRAINT ck_review_actions_level CHECK (level IN ('Assignment', 'HIT')), 
	CONSTRAINT ck_review_actions_status CHECK (status IN ('Intended', 'Succeeded', 'Failed', 'Cancelled')), 
	CONSTRAINT uq_review_actions_id UNIQUE (id), 
	CONSTRAINT fk_review_actions_hit_id_hits FOREIGN KEY(hit_id) REFERENCES hits (id)
);
CREATE INDEX ix_review_actions_hit_id ON review_actions (hit_id);
CREATE TABLE review_results (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	hit_id TEXT NOT NULL, 
	level TEXT NOT NULL, 
	subject_id TEXT NOT NULL, 
	subject_type TEXT NOT NULL, 
	question_id TEXT, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_review_results PRIMARY KEY (number), 
	CONSTRAINT ck_review_results_level CHECK (level IN ('Assignment', 'HIT')), 
	CONSTRAINT uq_review_results_id UNIQUE (id), 
	CONSTRAINT fk_review_results_hit_id_hits FOREIGN KEY(hit_id) REFERENCES hits (id)
);
CREATE INDEX ix_review_results_hit_id ON review_results (hit_id);
CREATE TABLE bonuses (
	id TEXT NOT NULL, 
	requester_id TEXT NOT NULL, 
	assignment_id TEXT NOT NULL, 
	worker_id TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	reason TEXT NOT NULL, 
	time BIGINT NOT NULL, 
	CONSTRAINT pk_bonuses PRIMARY KEY (id), 
	CONSTRAINT ck_bonuses_amount CHECK (amount > 0), 
	CONSTRAINT fk_bonuses_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id), 
	CONSTRAINT fk_bonuses_assignment_id_assignments FOREIGN KEY(assignment_id) REFERENCES assignments (id), 
	CONSTRAINT fk_bonuses_worker_id_workers FOREIGN KEY(worker_id) REFERENCES workers (id)
);
CREATE INDEX ix_bonuses_assignment_id ON bonuses (assignment_id);
CREATE TABLE payments (
	id INTEGER NOT NULL, 
	requester_id TEXT NOT NULL, 
	worker_id TEXT, 
	assignment_id TEXT, 
	kind TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	time BIGINT NOT NULL, 
	CONSTRAINT pk_payments PRIMARY KEY (id), 
	CONSTRAINT ck_payments_kind CHECK (kind IN ('deposit', 'reward', 'bonus', 'fee')), 
	CONSTRAINT fk_payments_requester_id_requesters FOREIGN KEY(requester_id) REFERENCES requesters (id), 
	CONSTRAINT fk_payments_worker_id_workers FOREIGN KEY(worker_id) REFERENCES workers (id), 
	CONSTRAINT fk_payments_assignment_id_assignments FOREIGN KEY(assignment_id) REFERENCES assignments (id)
);
CREATE INDEX ix_payments_assignment_id ON payments (assignment_id);
CREATE INDEX ix_payments_requester_id ON payments (requester_id);
CREATE INDEX ix_payments_worker_id ON payments (worker_id);
CREATE TABLE uploads (
	"key" TEXT NOT NULL, 
	assignment_id TEXT NOT NULL, 
	question_identifier TEXT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY ("key"), 
	CONSTRAINT fk_uploads_assignment_id_assignments FOREIGN KEY(assignment_id) REFERENCES assignments (id)
);
CREATE INDEX ix_uploads_assignment_id ON uploads (assignment_id);
