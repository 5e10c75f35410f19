import type { Scope } from '../../../domain/access/can';
import type { CollectingRound } from '../../../domain/indicator/entry-sheet';
import type { RoundStage } from '../../../domain/round/round';
import type { Db, Tx } from '../../db/client';
import {
	listAskingRoundHeads,
	listMeasuredOfVersions,
	type MeasuredIndicator
} from '../../db/queries/asking-round';
import { listStageWindows } from '../../db/queries/observation';

/** A round with what it asks its units for. */
export interface AskingRound extends CollectingRound {
	readonly stage: RoundStage;
	/** measured and not retired, in the order of the framework */
	readonly indicators: readonly MeasuredIndicator[];
}

/**
 * The rounds that ask, or have asked, units of a scope for values: those under way first, then the published ones, both newest
 * first; three statements. Forms, files, reminders and the review queue read them here, so that all ask for the same.
 */
export async function readAskingRounds(db: Db | Tx, scope: Scope): Promise<AskingRound[]> {
	const heads = await listAskingRoundHeads(db, scope);
	const versions = [...new Set(heads.map(({ frameworkVersionId }) => frameworkVersionId))];
	const measured = await listMeasuredOfVersions(db, versions);
	const windows = await listStageWindows(
		db,
		heads.map(({ id }) => id)
	);
	return heads.map(({ frameworkVersionId, ...head }) => {
		const indicators = (measured.get(frameworkVersionId) ?? []).filter(({ retiredAt }) => retiredAt === null);
		return {
			...head,
			indicators,
			windows: windows.get(head.id) ?? [],
			frequencies: new Set(indicators.map(({ frequency }) => frequency))
		};
	});
}
