import type { Permission } from './permissions';

export const roles = [
	'leadership',
	'departmentHead',
	'dataOfficer',
	'evaluationStaff',
	'evaluationManager',
	'administrator',
	'auditor'
] as const;
export type Role = (typeof roles)[number];

/** What each role may do on the subtree on which it is granted (`domain.md`, roles). The public holds none and reads what is published. */
export const rolePermissions = {
	leadership: [
		'unit.overview',
		'observation.read',
		'reporting.oversee',
		'result.readProvisional',
		'assessment.readSubmitted',
		'round.read',
		'framework.publish',
		'appeal.read',
		'order.read',
		'order.issue',
		'order.verify',
		'disclosure.read',
		'comment.write',
		'round.signAsLeader'
	],
	departmentHead: [
		'unit.own',
		'observation.read',
		'observation.enter',
		'observation.submit',
		'observation.endorse',
		'reporting.oversee',
		'result.readOwn',
		'selfAssessment.write',
		'appeal.file',
		'appeal.read',
		'order.read',
		'order.answer',
		'disclosure.read',
		'round.read'
	],
	dataOfficer: [
		'unit.own',
		'observation.read',
		'observation.enter',
		'observation.submit',
		'observation.import',
		'reporting.oversee',
		'round.read'
	],
	// Not the provisional results: the score of a cell in which one of two has submitted is that one's score.
	evaluationStaff: [
		'observation.read',
		'observation.review',
		'observation.reopen',
		'reporting.oversee',
		'assessment.score',
		'assessment.readSubmitted',
		'assessment.moderate',
		'interest.declare',
		'adjustment.propose',
		'adjustment.confirm',
		'appeal.decide',
		'appeal.read',
		'order.read',
		'order.verify',
		'disclosure.record',
		'disclosure.read',
		'round.read',
		'framework.draft'
	],
	evaluationManager: [
		'observation.read',
		'observation.reopen',
		'reporting.oversee',
		'indicator.manage',
		'assessment.readSubmitted',
		'assessment.assign',
		'interest.declare',
		'adjustment.propose',
		'adjustment.confirm',
		'appeal.read',
		'order.read',
		'disclosure.record',
		'disclosure.read',
		'result.readProvisional',
		'round.read',
		'round.manage',
		'round.signAsManager'
	],
	administrator: ['unit.manage', 'user.manage', 'setting.manage'],
	auditor: [
		'unit.overview',
		'observation.read',
		'reporting.oversee',
		'assessment.readSubmitted',
		'result.readProvisional',
		'appeal.read',
		'order.read',
		'disclosure.read',
		'round.read',
		'audit.read'
	]
} as const satisfies Record<Role, readonly Permission[]>;
