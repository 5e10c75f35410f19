import { can, demand, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import {
	figureField,
	isSentCorrection,
	judgeSent,
	periodProblem,
	readSent,
	type RuleProblem,
	type SentProblem,
	type SentReport,
	type StoredReport
} from '../../../domain/indicator/sent-report';
import type { Frequency } from '../../../domain/indicator/indicator';
import type { EntryField } from '../../../domain/indicator/read-entry';
import { findPeriod, periodEndExclusive, periodStart } from '../../../domain/period/period';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listClosedCells } from '../../db/queries/collecting-round';
import { listIndicatorsByCode } from '../../db/queries/directory';
import {
	listReportUnits,
	lockReports,
	reportKey,
	writeReports,
	type ReportUnit,
	type ReportWrite
} from '../../db/queries/report-write';
import { readCollectingRounds } from '../import/read-collecting-rounds';
import { applyChange } from '../round/apply-change';
import { checkObservations } from '../validation/check-observations';
import { judgeByRules } from './judge-by-rules';
import { auditFactsOf, submissionsOf } from './sent-report-facts';
import { tellOfSubmissions } from './tell-of-submission';

export interface ReportBatch {
	readonly reports: readonly SentReport[];
	/** where the values come from */
	readonly source: string;
	readonly isDryRun: boolean;
	/** store the sound ones although others are refused; otherwise all or nothing */
	readonly isGoodRowsOnly: boolean;
}

export type ReportOutcome =
	| {
			readonly outcome: 'inserted' | 'changed' | 'unchanged';
			readonly revision: number;
			/** rules of severity warning that do not hold of it: it is stored all the same */
			readonly warnings?: readonly RuleProblem[];
	  }
	/** `revision`: what is there; null: nothing, or nothing that the sender may know of */
	| {
			readonly outcome: 'rejected';
			readonly revision: number | null;
			readonly problems: readonly SentProblem[];
	  };

export interface BatchOutcome {
	/** one a report, in its order */
	readonly outcomes: readonly ReportOutcome[];
	/** false: a dry run, or some were refused and not only the sound ones were to be stored */
	readonly isStored: boolean;
}

interface Candidate {
	readonly index: number;
	readonly unit: ReportUnit;
	readonly indicatorCode: string;
	/** where its figures were sent, to be pointed at */
	readonly field: EntryField;
	readonly write: Omit<ReportWrite, 'replaces' | 'before' | 'after' | 'isBeside' | 'reason' | 'status'> &
		Pick<SentReport, 'status'>;
	readonly revision: number | undefined;
}

interface PlacedWrite extends ReportWrite {
	readonly status: SentReport['status'];
	readonly index: number;
	readonly unit: ReportUnit;
	readonly indicatorCode: string;
	readonly field: EntryField;
	/** it had come back, or was opened again */
	readonly isCorrection: boolean;
}

/**
 * Stores reports that a program sends, by the rules of the form and of files, set-wise and in one transaction: a handful of
 * statements whatever their number, a revision each, and an audit row for each unit. What is submitted must keep all rules of
 * severity error, as things stand once everything that is not refused is stored.
 * @throws DomainError `forbidden` (no unit at all), `conflict` (somebody wrote one of them at this very moment)
 */
export async function upsertObservations(ctx: Context, batch: ReportBatch): Promise<BatchOutcome> {
	demand(
		ctx.actor,
		batch.reports.some(({ status }) => status === 'submitted') ? 'observation.submit' : 'observation.enter'
	);
	return ctx.db.transaction(async (tx) => {
		const outcomes: ReportOutcome[] = new Array<ReportOutcome>(batch.reports.length);
		const candidates = await readCandidates(tx, ctx, batch.reports, outcomes);
		const scope = demand(ctx.actor, 'observation.enter');
		const stored = await lockReports(
			tx,
			scope,
			candidates.map(({ write }) => write)
		);
		const placed = await placeWrites(tx, ctx, scope, candidates, stored, outcomes);
		const writes = await keepRules(tx, placed, outcomes);
		const isRefused = !batch.isGoodRowsOnly && outcomes.some(({ outcome }) => outcome === 'rejected');
		if (batch.isDryRun || isRefused) return { outcomes, isStored: false };
		await store(tx, ctx, batch.source, writes);
		return { outcomes, isStored: true };
	});
}

/** What is to be written, beside what is there; the others get their outcome at once. */
async function placeWrites(
	tx: Tx,
	ctx: Context,
	scope: Scope,
	candidates: readonly Candidate[],
	stored: ReadonlyMap<string, StoredReport>,
	outcomes: ReportOutcome[]
): Promise<PlacedWrite[]> {
	const closed = new Set(
		await listClosedCells(
			tx,
			await readCollectingRounds(tx, scope, ctx.now),
			candidates.map(({ write }) => write)
		)
	);
	return candidates.flatMap(({ write, revision, ...candidate }): PlacedWrite[] => {
		const { index } = candidate;
		const before = stored.get(reportKey(write));
		const isCorrection = isSentCorrection(before, ctx.now);
		const verdict = judgeSent(before, { ...write, revision }, ctx.now);
		const reject = (problem: SentProblem): PlacedWrite[] => {
			outcomes[index] = { outcome: 'rejected', revision: before?.revision ?? null, problems: [problem] };
			return [];
		};
		if (typeof verdict === 'object') return reject(verdict);
		if (verdict === 'unchanged') {
			outcomes[index] = { outcome: 'unchanged', revision: before?.revision ?? 0 };
			return [];
		}
		if (closed.has(write) && !isCorrection) return reject({ field: 'period', code: 'periodClosed' });
		const replaces = before?.revision ?? 0;
		outcomes[index] = { outcome: before ? 'changed' : 'inserted', revision: replaces + 1 };
		const isBeside = verdict === 'changeBeside';
		return [
			{
				...write,
				...candidate,
				isCorrection,
				isBeside,
				replaces,
				before: before && stateOf(before),
				after: isBeside
					? stateOf({ ...before!, draft: write.entry })
					: { ...write.entry, status: write.status },
				reason: before?.returnReason ?? write.entry.note
			}
		];
	});
}

function stateOf({ entry, status, draft }: StoredReport): object {
	return { ...entry, status, ...(draft ? { draft } : {}) };
}

/** Rejects what breaks a rule of severity error, and says of what is left which warnings there are. */
async function keepRules(
	tx: Tx,
	placed: readonly PlacedWrite[],
	outcomes: ReportOutcome[]
): Promise<PlacedWrite[]> {
	const { refused, warned } = await judgeByRules(tx, placed);
	for (const [{ index, replaces, before }, problems] of refused) {
		outcomes[index] = { outcome: 'rejected', revision: before ? replaces : null, problems };
	}
	for (const [{ index }, warnings] of warned) {
		const known = outcomes[index]!;
		if (known.outcome !== 'rejected') outcomes[index] = { ...known, warnings };
	}
	return placed.filter((write) => !refused.has(write));
}

/** Reports that are sound as far as they can be judged without what is stored; the others get their outcome at once. */
async function readCandidates(
	tx: Tx,
	ctx: Context,
	reports: readonly SentReport[],
	outcomes: ReportOutcome[]
): Promise<Candidate[]> {
	const published = demand(ctx.actor, 'published.read');
	const units = await listReportUnits(tx, published, [...new Set(reports.map(({ unit }) => unit))]);
	const indicators = await listIndicatorsByCode(tx, [...new Set(reports.map(({ indicator }) => indicator))]);
	const seen = new Set<string>();
	const judgePeriod = periodJudge(ctx.now);
	const candidates: Candidate[] = [];
	reports.forEach((sent, index) => {
		const reject = (...problems: SentProblem[]): void => {
			outcomes[index] = { outcome: 'rejected', revision: null, problems };
		};
		const unit = units.get(sent.unit);
		if (!unit) return reject({ field: 'unit', code: 'unknownUnit' });
		const permission = sent.status === 'submitted' ? 'observation.submit' : 'observation.enter';
		if (!can(ctx.actor, permission, unit.path) || !can(ctx.actor, 'observation.enter', unit.path)) {
			return reject({ field: 'unit', code: 'forbidden' });
		}
		const indicator = indicators.get(sent.indicator);
		if (!indicator) return reject({ field: 'indicator', code: 'unknownIndicator' });
		if (indicator.isScored) return reject({ field: 'indicator', code: 'scored' });
		if (indicator.retiredAt) return reject({ field: 'indicator', code: 'retired' });
		const period = judgePeriod(sent.period, unit, indicator.frequency);
		if ('field' in period) return reject(period);
		const cell = { unitId: unit.id, indicatorId: indicator.id, ...period };
		if (seen.has(reportKey(cell))) return reject({ field: 'unit', code: 'twice' });
		seen.add(reportKey(cell));
		const reading = readSent(indicator, sent);
		if ('problems' in reading) return reject(...reading.problems);
		const write = { ...cell, entry: reading.entry, status: sent.status };
		const field = figureField(indicator, reading.entry);
		candidates.push({ index, unit, indicatorCode: indicator.code, field, write, revision: sent.revision });
	});
	return candidates;
}

/** Judges periods, each once: time zones are dear, and a batch names few periods many times. */
function periodJudge(now: Date) {
	const known = new Map<string, { period: string; periodStart: string } | SentProblem>();
	return (code: string, unit: ReportUnit, frequency: Frequency) => {
		const key = `${code} ${unit.id} ${frequency}`;
		let judged = known.get(key);
		if (!judged) {
			judged = judgeOne(code, unit, frequency, now);
			known.set(key, judged);
		}
		return judged;
	};
}

function judgeOne(code: string, unit: ReportUnit, frequency: Frequency, now: Date) {
	const period = findPeriod(code);
	if (!period) return { field: 'period', code: 'wrongFrequency' } as const;
	const start = periodStart(period);
	const span = { start, end: periodEndExclusive(period) };
	return periodProblem(code, frequency, unit, now, span) ?? { period: period.code, periodStart: start };
}

async function store(tx: Tx, ctx: Context, source: string, writes: readonly PlacedWrite[]): Promise<void> {
	if (writes.length === 0) return;
	const written = await writeReports(tx, writes, { source, by: ctx.actor.userId, at: ctx.now });
	if (written < writes.length) {
		throw new DomainError(
			'conflict',
			'Somebody wrote one of these values at this very moment: send them again'
		);
	}
	for (const facts of chunks(auditFactsOf(ctx, source, writes), 1000)) await appendAudit(tx, ...facts);
	await checkObservations(tx, ctx, writes);
	const counting = writes.filter(({ status }) => status === 'submitted');
	await tellOfSubmissions(tx, ctx, submissionsOf(counting));
	for (const changed of chunks(counting, 10_000)) await applyChange(tx, ctx, changed);
}

function chunks<T>(all: readonly T[], size: number): T[][] {
	const parts: T[][] = [];
	for (let from = 0; from < all.length; from += size) parts.push(all.slice(from, from + size));
	return parts;
}
