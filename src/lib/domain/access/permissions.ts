/** Every thing that a service may ask leave for. The first line of each service names one. */
export const permissions = [
	/** published results, figures of published periods and unit profiles: everybody, without an account */
	'published.read',
	/** score tables of one's own with the engine: every member; reaches nothing that is stored */
	'table.score',
	/** one's own messages and how they are sent: every member */
	'message.own',
	/** tokens by which one's own programs sign in: every member; a token never holds more than its owner */
	'token.own',
	/** the dashboard of a subtree: what is open, late, provisional */
	'unit.overview',
	/** the page of one's own unit */
	'unit.own',
	'unit.manage',
	/** definitions, validation rules and targets of indicators */
	'indicator.manage',
	'observation.read',
	'observation.enter',
	'observation.submit',
	'observation.import',
	/** the first of two approvals, by the department itself */
	'observation.endorse',
	/** approve, or return with a reason */
	'observation.review',
	/** open an approved cell again, with reason and expiry */
	'observation.reopen',
	/** timeliness and completeness of reports */
	'reporting.oversee',
	/** provisional results of every unit of the subtree */
	'result.readProvisional',
	/** provisional results of one's own unit alone; peers as published */
	'result.readOwn',
	'assessment.score',
	'assessment.readSubmitted',
	'assessment.assign',
	/** what a department says of itself at scored indicators */
	'selfAssessment.write',
	/** a score in the place of those that differ too much */
	'assessment.moderate',
	/** a conflict of interest of one's own */
	'interest.declare',
	/** bonus, penalty, veto: propose, and confirm what somebody else has proposed */
	'adjustment.propose',
	'adjustment.confirm',
	'appeal.file',
	/** admit, refuse and decide appeals in which one scored nothing */
	'appeal.decide',
	'appeal.read',
	'round.read',
	'round.manage',
	'round.signAsManager',
	'round.signAsLeader',
	'framework.draft',
	'framework.publish',
	'order.read',
	'order.issue',
	/** acknowledge, and answer with proof */
	'order.answer',
	/** verify an answer, or send it back */
	'order.verify',
	/** parties of authorised operation, and what they have published */
	'disclosure.record',
	'disclosure.read',
	'comment.write',
	'user.manage',
	'setting.manage',
	'audit.read'
] as const;
export type Permission = (typeof permissions)[number];
