import type { RuleProblem } from '../../../domain/indicator/sent-report';
import { getReported } from '../../services/observation/get-reported';
import { upsertObservations, type BatchOutcome } from '../../services/observation/upsert-observations';
import { itemError } from '../item-words';
import { ApiRefusal } from '../problem';
import { defineRoute } from '../route';
import { batchAnswerSchema, batchSchema, cellWriteSchema, writtenSchema } from '../schemas/observation';
import { cellParams, cellTag, observationOf } from './observations';

export const sendObservationsRoute = defineRoute({
	method: 'POST',
	path: '/observations',
	id: 'sendObservations',
	tag: 'observations',
	summary: 'Send up to 10,000 values at once.',
	description:
		'All or nothing, unless `goodRowsOnly` is set. The same values sent twice change nothing. What waits for review is replaced; what is approved has to be reopened first. What is submitted must keep the rules of its indicator, as things stand once the request is stored: a rule of severity error rejects the item (`ruleBroken`), or the one that makes a stored value break it (`ruleBrokenElsewhere`); one of severity warning is answered as a warning. With `dryRun` nothing is stored, whatever is sound.',
	access: ['observation.submit', 'observation.enter'],
	body: {
		name: 'ObservationBatch',
		schema: batchSchema,
		example: {
			status: 'submitted',
			observations: [
				{ unit: '330000-health', indicator: 'OPN-02', period: '2026-03', numerator: 39, denominator: 54 }
			]
		}
	},
	answer: { name: 'BatchOutcome', schema: batchAnswerSchema },
	errors: ['itemsRefused', 'conflict'],
	async run({ ctx, body }) {
		const outcome = await upsertObservations(ctx, {
			reports: body.observations.map((item) => ({ ...item, status: item.status ?? body.status })),
			source: body.source,
			isDryRun: body.dryRun,
			isGoodRowsOnly: body.goodRowsOnly
		});
		if (!outcome.isStored && !body.dryRun) throw refusalOf(outcome, (index) => `/observations/${index}`);
		return { body: { dryRun: body.dryRun, counts: countsOf(outcome), items: itemsOf(outcome) } };
	}
});

function countsOf({ outcomes }: BatchOutcome) {
	const counts = { inserted: 0, changed: 0, unchanged: 0, rejected: 0 };
	for (const { outcome } of outcomes) counts[outcome]++;
	return counts;
}

function itemsOf({ outcomes }: BatchOutcome) {
	return outcomes.map((item, index) => ({
		index,
		outcome: item.outcome,
		revision: item.revision,
		...(item.outcome !== 'rejected' && warningsOf(item.warnings, `/observations/${index}`)),
		...(item.outcome === 'rejected' && {
			errors: item.problems.map((problem) => itemError(`/observations/${index}`, problem))
		})
	}));
}

function warningsOf(warnings: readonly RuleProblem[] | undefined, root: string) {
	return warnings ? { warnings: warnings.map((problem) => itemError(root, problem)) } : {};
}

/** Nothing was stored: every refused item with its reason. Where all that is wrong are newer revisions, it is a conflict. */
function refusalOf({ outcomes }: BatchOutcome, pointer: (index: number) => string): ApiRefusal {
	const problems = outcomes.flatMap((item, index) =>
		item.outcome === 'rejected' ? item.problems.map((problem) => ({ index, problem })) : []
	);
	const isConflict = problems.every(({ problem }) => problem.code === 'conflict');
	const refused = outcomes.filter(({ outcome }) => outcome === 'rejected').length;
	return new ApiRefusal(
		isConflict ? 'conflict' : 'itemsRefused',
		`${refused} of ${outcomes.length} items are refused, and nothing is stored`,
		problems.map(({ index, problem }) => itemError(pointer(index), problem))
	);
}

export const putObservationRoute = defineRoute({
	method: 'PUT',
	path: '/observations/{unit}/{indicator}/{period}',
	id: 'putObservation',
	tag: 'observations',
	summary: 'Send one value, if need be only over the one that was read.',
	access: ['observation.submit', 'observation.enter'],
	params: cellParams,
	body: {
		name: 'ObservationWrite',
		schema: cellWriteSchema,
		example: { numerator: 39, denominator: 54, status: 'submitted' }
	},
	answer: { name: 'WrittenObservation', schema: writtenSchema },
	isConditional: true,
	errors: ['itemsRefused', 'preconditionFailed', 'conflict'],
	async run({ ctx, params, body, request }) {
		const revision = readCondition(request.headers);
		const { source, ...entry } = body;
		const outcome = await upsertObservations(ctx, {
			reports: [{ ...entry, ...params, revision }],
			source,
			isDryRun: false,
			isGoodRowsOnly: false
		});
		if (!outcome.isStored) {
			const refusal = refusalOf(outcome, () => '');
			if (refusal.code !== 'conflict') throw refusal;
			throw new ApiRefusal('preconditionFailed', 'Another revision is there now', refusal.errors);
		}
		const report = await getReported(ctx, params);
		const [item] = outcome.outcomes;
		const warnings = item && item.outcome !== 'rejected' ? warningsOf(item.warnings, '') : {};
		return { body: { ...observationOf(report), ...warnings }, etag: cellTag(report) };
	}
});

/** The revision that is to be replaced; 0: none may be there; undefined: any. @throws ApiRefusal `preconditionFailed`, `invalidInput` */
function readCondition(headers: Headers): number | undefined {
	const match = headers.get('if-match');
	if (match === null) return headers.get('if-none-match')?.trim() === '*' ? 0 : undefined;
	if (match.trim() === '*') return undefined;
	const [, revision] = /^"(\d{1,9})-\w+"$/.exec(match.trim()) ?? [];
	// A weak or made-up tag matches nothing (RFC 9110, 13.1.1).
	if (revision === undefined)
		throw new ApiRefusal('preconditionFailed', 'If-Match names no ETag of this value');
	return Number(revision);
}
