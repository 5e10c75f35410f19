import { roundStages, type RoundStage, type StageWindow } from '../domain/round/round';
import {
	blocksOf,
	mayOverride,
	signaturesNeeded,
	type RoundBlock,
	type RoundSituation
} from '../domain/round/round-flow';

export interface BlockView extends RoundBlock {
	/** nobody steps over it */
	readonly isStanding: boolean;
}

export interface StageRow {
	readonly stage: Exclude<RoundStage, 'published' | 'withdrawn'>;
	readonly place: 'past' | 'now' | 'ahead';
	readonly window: StageWindow | undefined;
	readonly done: number;
	/** 0: nothing to count */
	readonly total: number;
	/** what it leaves open: of the stages up to now */
	readonly blocks: readonly BlockView[];
}

/** What the work of each stage is counted by. */
export interface StageCounts {
	readonly scoredCells: number;
	readonly asked: number;
	readonly assessments: number;
	readonly selfAssessing: number;
	readonly appeals: number;
}

export function blockViews(blocks: readonly RoundBlock[]): BlockView[] {
	return blocks.map((block) => ({ ...block, isStanding: !mayOverride(block) }));
}

/** The stages that a round has work in, in their order. */
export function stageRows(situation: RoundSituation, counts: StageCounts): StageRow[] {
	const at = roundStages.indexOf(situation.stage);
	const reported = counts.asked - situation.cellsNotReported - situation.cellsReturned;
	const done: Record<StageRow['stage'], readonly [number, number]> = {
		draft: [counts.scoredCells - situation.cellsWithoutAssessor, counts.scoredCells],
		collecting: [reported, counts.asked],
		selfAssessment: [counts.selfAssessing - situation.selfAssessmentsOpen, counts.selfAssessing],
		review: [reported - situation.valuesUndecided, reported],
		scoring: [counts.assessments - situation.assessmentsOpen, counts.assessments],
		publicity: [0, 0],
		appeals: [counts.appeals - situation.appealsOpen, counts.appeals],
		final: [situation.signatures, signaturesNeeded]
	};
	return (Object.keys(done) as StageRow['stage'][]).map((stage) => {
		const place = roundStages.indexOf(stage);
		const isOver = situation.stage === 'published' || situation.stage === 'withdrawn';
		return {
			stage,
			place: place < at ? 'past' : place === at ? 'now' : 'ahead',
			window: situation.windows.find((window) => window.stage === stage),
			done: done[stage][0],
			total: done[stage][1],
			// What lies ahead has hardly begun: it would be a long list that tells nobody anything.
			blocks: isOver || place > at ? [] : blockViews(blocksOf(situation, stage))
		};
	});
}
