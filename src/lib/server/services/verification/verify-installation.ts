import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { describeFinding, isNote, type Finding } from '../../../domain/verification/finding';
import type { Context } from '../../context';
import { verifyAudit } from './verify-audit';
import { verifyPublications } from './verify-publications';

export interface Verification {
	readonly publications: number;
	readonly sealedEntries: number;
	/** of the audit chain, to be written down where nobody with this database can change it */
	readonly head: string;
	/** faults, without the notes */
	readonly faults: number;
}

/** Lines of one publication, or of the audit log: the rest is counted. */
const mostLines = 50;

/**
 * Verifies publications and audit log, with one line a finding; of many about one publication the first are told and the rest is counted.
 * The operator's at the console. @param scope must be of `audit.read` @param report is given each line
 */
export async function verifyInstallation(
	ctx: Pick<Context, 'db'>,
	scope: Scope,
	report: (line: string) => void
): Promise<Verification> {
	if (scope.permission !== 'audit.read') {
		throw new DomainError('forbidden', 'Verifying needs the permission "audit.read"');
	}
	const told = new Map<string, number>();
	let faults = 0;
	const onFinding = (finding: Finding): void => {
		if (!isNote(finding)) faults++;
		const about = aboutOf(finding);
		const count = (told.get(about) ?? 0) + 1;
		told.set(about, count);
		if (count <= mostLines) report(`${isNote(finding) ? 'note' : 'FAULT'}: ${describeFinding(finding)}`);
	};
	const publications = await verifyPublications(ctx, scope, onFinding);
	const { sealed, head } = await verifyAudit(ctx, scope, onFinding);
	for (const [about, count] of told) {
		if (count > mostLines) report(`… ${about}: ${count - mostLines} more findings`);
	}
	return { publications, sealedEntries: sealed, head, faults };
}

function aboutOf(finding: Finding): string {
	return 'publication' in finding ? finding.publication : 'audit';
}
