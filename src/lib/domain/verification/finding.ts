import type { AlteredRow } from '../round/compare-publication';
import type { Unexplained } from '../round/recompute-publication';

/** Something that verifying came upon. A note is no fault: it says what could not be looked at, or not yet. */
export type Finding =
	/** there are no bytes: rows are checked against the published hash alone */
	| { readonly kind: 'noBytes'; readonly publication: string }
	/** the bytes, or a hash that somebody wrote down, are not those that were published */
	| {
			readonly kind: 'bytes';
			readonly publication: string;
			readonly stored: string;
			readonly published: string;
	  }
	| { readonly kind: 'unreadable'; readonly publication: string }
	| { readonly kind: 'severalBytes'; readonly publication: string }
	| {
			readonly kind: 'rowsHash';
			readonly publication: string;
			readonly stored: string;
			readonly published: string;
	  }
	| {
			readonly kind: 'auditedHash';
			readonly publication: string;
			readonly stored: string;
			readonly audited: string;
	  }
	| { readonly kind: 'row'; readonly publication: string; readonly row: AlteredRow }
	| { readonly kind: 'result'; readonly publication: string; readonly result: Unexplained }
	| { readonly kind: 'noEngine'; readonly publication: string; readonly engineVersion: number }
	| { readonly kind: 'notComputable'; readonly publication: string; readonly reason: string }
	| { readonly kind: 'auditAltered'; readonly id: number; readonly action: string; readonly at: string }
	| { readonly kind: 'auditMissing'; readonly beforeId: number; readonly lowerId: number | null }
	| { readonly kind: 'auditForked'; readonly ids: readonly number[] }
	| { readonly kind: 'auditHeadMissing'; readonly headId: number }
	| { readonly kind: 'auditCount'; readonly stored: number; readonly sealed: number }
	| { readonly kind: 'auditUnsealedAgain'; readonly id: number }
	| { readonly kind: 'auditNotSealed'; readonly firstId: number; readonly count: number };

const notes: ReadonlySet<Finding['kind']> = new Set(['noBytes', 'auditNotSealed']);

export function isNote({ kind }: Finding): boolean {
	return notes.has(kind);
}

/** A finding in one line for the command line, in English. */
export function describeFinding(finding: Finding): string {
	return 'publication' in finding
		? `${finding.publication}: ${aboutPublication(finding)}`
		: aboutAudit(finding);
}

type OfPublication = Extract<Finding, { readonly publication: string }>;

function aboutPublication(finding: OfPublication): string {
	switch (finding.kind) {
		case 'noBytes':
			return 'no stored bytes; checked against rows only';
		case 'bytes':
			return `the stored bytes have the hash ${finding.stored}; published was ${finding.published}`;
		case 'unreadable':
			return 'the stored bytes are no publication';
		case 'severalBytes':
			return 'there are several stored bytes; only the first were published';
		case 'rowsHash':
			return `the stored rows have the hash ${finding.stored}; published was ${finding.published}`;
		case 'auditedHash':
			return `round.published_hash is ${finding.stored}; the audit log says that ${finding.audited} was published`;
		case 'row':
			return describeRow(finding.row);
		case 'result': {
			const { unit, node, field, published, recomputed } = finding.result;
			return `recomputed, unit ${unit}, node ${node}, ${field}: ${shown(published)} was published; its inputs give ${shown(recomputed)}`;
		}
		case 'noEngine':
			return `was scored by engine ${finding.engineVersion}, which this installation does not have`;
		case 'notComputable':
			return `cannot be scored again: ${finding.reason}`;
	}
}

function describeRow({ table, unit, node, field, stored, published }: AlteredRow): string {
	const place = [
		table,
		...(unit === undefined ? [] : [`unit ${unit}`]),
		...(node === undefined ? [] : [`${table === 'adjustment' ? 'rule' : 'node'} ${node}`])
	].join(', ');
	if (field !== undefined) {
		return `${place}, ${field}: ${shown(stored)} is stored; ${shown(published)} was published`;
	}
	return stored === undefined
		? `${place}: the row is missing`
		: `${place}: the row was added: ${shown(stored)}`;
}

const longest = 120;

function shown(value: string | number | null | undefined): string {
	if (value === undefined || value === null) return 'nothing';
	const text = String(value).replace(/[\u0000-\u001f\u007f]/g, ' ');
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function aboutAudit(finding: Exclude<Finding, OfPublication>): string {
	switch (finding.kind) {
		case 'auditAltered':
			return `audit entry ${finding.id} (${shown(finding.action)}, ${finding.at}) was altered after it was sealed`;
		case 'auditMissing':
			return `audit: the entry sealed before entry ${finding.beforeId} is missing${finding.lowerId === null ? '' : ` (the one below it now is ${finding.lowerId})`}`;
		case 'auditForked':
			return `audit entries ${finding.ids.join(', ')} name the same entry before them`;
		case 'auditHeadMissing':
			return `audit: the newest sealed entry, ${finding.headId}, is missing`;
		case 'auditCount':
			return `audit: ${finding.sealed} entries were sealed; ${finding.stored} are there`;
		case 'auditUnsealedAgain':
			return `audit entry ${finding.id} stands unsealed among entries that were all sealed`;
		case 'auditNotSealed':
			return `audit: ${finding.count} ${finding.count === 1 ? 'entry is' : 'entries are'} not sealed yet, from entry ${finding.firstId} on`;
	}
}
