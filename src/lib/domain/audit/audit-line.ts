import type { LocalisedName } from '../unit/unit';

/** What audit rows are about. An action is `topic.verb`, with the topics of `actionTopics`. */
export const auditTopics = [
	'reporting',
	'scoring',
	'results',
	'rounds',
	'oversight',
	'register',
	'accounts',
	'installation'
] as const;
export type AuditTopic = (typeof auditTopics)[number];

/** Every action that a service writes. A new one gets its topic here and its words in both languages. */
export const actionTopics = {
	'observation.save': 'reporting',
	'observation.submit': 'reporting',
	'observation.import': 'reporting',
	'observation.undoImport': 'reporting',
	'observation.endorse': 'reporting',
	'observation.approve': 'reporting',
	'observation.return': 'reporting',
	'observation.reopen': 'reporting',
	'observation.correct': 'reporting',
	'observation.justify': 'reporting',
	'evidence.add': 'reporting',
	'evidence.remove': 'reporting',
	'assessment.save': 'scoring',
	'assessment.submit': 'scoring',
	'assessment.assign': 'scoring',
	'assessment.moderate': 'scoring',
	'selfAssessment.save': 'scoring',
	'selfAssessment.submit': 'scoring',
	'interest.declare': 'scoring',
	'interest.end': 'scoring',
	'result.recompute': 'results',
	'framework.publish': 'rounds',
	'round.create': 'rounds',
	'round.change': 'rounds',
	'round.move': 'rounds',
	'round.withdraw': 'rounds',
	'round.sign': 'rounds',
	'round.publish': 'rounds',
	'round.import': 'rounds',
	'appeal.file': 'rounds',
	'appeal.admit': 'rounds',
	'appeal.refuse': 'rounds',
	'appeal.uphold': 'rounds',
	'appeal.partlyUphold': 'rounds',
	'appeal.dismiss': 'rounds',
	'appeal.withdraw': 'rounds',
	'appeal.recuse': 'rounds',
	'adjustment.propose': 'rounds',
	'adjustment.confirm': 'rounds',
	'adjustment.reject': 'rounds',
	'adjustment.withdraw': 'rounds',
	'adjustment.revoke': 'rounds',
	'order.issue': 'oversight',
	'order.acknowledge': 'oversight',
	'order.answer': 'oversight',
	'order.verify': 'oversight',
	'order.sendBack': 'oversight',
	'order.withdraw': 'oversight',
	'disclosure.record': 'oversight',
	'disclosure.withdraw': 'oversight',
	'party.create': 'oversight',
	'party.change': 'oversight',
	'unit.create': 'register',
	'unit.change': 'register',
	'unit.move': 'register',
	'unit.close': 'register',
	'unit.import': 'register',
	'group.change': 'register',
	'indicator.create': 'register',
	'indicator.change': 'register',
	'indicator.retire': 'register',
	'rule.change': 'register',
	'target.set': 'register',
	'token.create': 'accounts',
	'token.revoke': 'accounts',
	'user.signIn': 'accounts',
	'user.signInRefused': 'accounts',
	'user.signOut': 'accounts',
	'user.chooseLanguage': 'accounts',
	'demonstration.seed': 'installation'
} as const satisfies Record<string, AuditTopic>;
export type AuditAction = keyof typeof actionTopics;

export function actionsOf(topic: AuditTopic): AuditAction[] {
	return (Object.keys(actionTopics) as AuditAction[]).filter((action) => actionTopics[action] === topic);
}

/** One row of the audit, with names for its ids. */
export interface AuditLine {
	readonly id: number;
	readonly at: Date;
	/** null: the installation itself */
	readonly actorName: string | null;
	readonly action: string;
	readonly unit: { readonly code: string; readonly name: LocalisedName } | null;
	/** indicator, round or file that it happened to, as far as it has a name */
	readonly subject: AuditSubject;
	readonly before: unknown;
	readonly after: unknown;
}

export interface AuditSubject {
	readonly indicatorCode?: string | undefined;
	readonly indicatorName?: LocalisedName | undefined;
	readonly frameworkCode?: string | undefined;
	readonly frameworkName?: LocalisedName | undefined;
	readonly period?: string | undefined;
}

export interface ChangedField {
	/** where it stands in the row: `score`, `evidence.0.url` */
	readonly field: string;
	readonly from: string | number | boolean | null;
	readonly to: string | number | boolean | null;
}

/** The fields that differ between two states, nested ones by their path; what is absent counts as null. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
	const from = flatten(before);
	const to = flatten(after);
	return [...new Set([...from.keys(), ...to.keys()])]
		.map((field) => ({ field, from: from.get(field) ?? null, to: to.get(field) ?? null }))
		.filter((change) => change.from !== change.to);
}

function flatten(state: unknown, path = '', into = new Map<string, string | number | boolean>()) {
	if (typeof state === 'object' && state !== null) {
		for (const [key, value] of Object.entries(state)) flatten(value, path ? `${path}.${key}` : key, into);
	} else if (typeof state === 'string' || typeof state === 'number' || typeof state === 'boolean') {
		into.set(path, state);
	}
	return into;
}
