import { demand } from '../../../domain/access/can';
import { observationKey, type Evidence } from '../../../domain/evidence/evidence';
import type { EntryPage } from '../../../domain/indicator/entry-sheet';
import type { PeerRanges } from '../../../domain/indicator/peer-range';
import type { Context } from '../../context';
import { listEvidenceOf } from '../../db/queries/evidence';
import { getEntrySheet } from './get-entry-sheet';
import { listPeerRanges } from './list-peer-ranges';

/** Proofs that one page lists: ten for each cell of a large sheet. */
const mostShown = 3000;

/** A sheet with what helps to fill it. */
export interface EntryDesk extends EntryPage {
	/** undefined where nothing was published of the unit's peers, or it has none */
	readonly peers: PeerRanges | undefined;
	/** proofs by the indicator's code; cells without any are left out */
	readonly evidence: Readonly<Record<string, readonly Evidence[]>>;
}

/**
 * What somebody sees who enters data: the sheet, the range of the unit's peers, and the evidence beside each cell.
 * @throws DomainError as `getEntrySheet`
 */
export async function getEntryPage(
	ctx: Context,
	wanted: { unit?: string; period?: string }
): Promise<EntryDesk> {
	demand(ctx.actor, 'observation.enter');
	const page = await getEntrySheet(ctx, wanted);
	const { sheet, unit } = page;
	if (!sheet) return { ...page, peers: undefined, evidence: {} };
	const scope = demand(ctx.actor, 'observation.enter', unit.path);
	const period = sheet.period.code;
	const indicators = sheet.cells.map(({ indicator }) => indicator);
	const codeOf = new Map(indicators.map(({ code }) => [observationKey(unit.code, code, period), code]));
	const proofs = await listEvidenceOf(
		ctx.db,
		scope,
		{ subject: 'observation', keys: [...codeOf.keys()] },
		mostShown
	);
	const evidence: Record<string, Evidence[]> = {};
	for (const proof of proofs) (evidence[codeOf.get(proof.subjectKey)!] ??= []).push(proof);
	return { ...page, peers: await listPeerRanges(ctx, unit, indicators, period), evidence };
}
