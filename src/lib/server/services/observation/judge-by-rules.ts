import type { EntryField, Entry } from '../../../domain/indicator/read-entry';
import type { RuleProblem } from '../../../domain/indicator/sent-report';
import { brokenDetails } from '../../../domain/validation/broken-details';
import { judgeTogether, type BrokenRule } from '../../../domain/validation/judge-together';
import { makeRuleBook } from '../../../domain/validation/rule-book';
import type { Db, Tx } from '../../db/client';
import type { CellKey } from '../../db/queries/check-value';
import { listCheckedIndicators } from '../../db/queries/rule';
import { readRuleValues } from '../validation/read-rule-values';

/** A report that is to be written: a draft may break rules, what is submitted may not. */
export interface ReportToJudge extends CellKey {
	readonly index: number;
	readonly entry: Entry;
	readonly status: 'draft' | 'submitted';
	readonly field: EntryField;
}

export interface JudgedReports<Report> {
	/** what may not be written, with each rule of severity error that stands against it */
	readonly refused: ReadonlyMap<Report, RuleProblem[]>;
	/** rules of severity warning that do not hold of the others */
	readonly warned: ReadonlyMap<Report, RuleProblem[]>;
}

/** What rules have against reports that are to be written together. Part of a service that has asked for leave. */
export async function judgeByRules<Report extends ReportToJudge>(
	db: Db | Tx,
	reports: readonly Report[]
): Promise<JudgedReports<Report>> {
	const book = makeRuleBook(await listCheckedIndicators(db));
	const ruled = reports
		.filter(({ indicatorId }) => book.involved.has(indicatorId))
		.map((report) => ({
			unitId: report.unitId,
			indicatorId: report.indicatorId,
			period: report.period,
			figures: { ...report.entry, hasDistribution: report.entry.distribution !== null },
			group: report.index,
			isGiven: report.status === 'submitted',
			report
		}));
	if (ruled.length === 0) return { refused: new Map(), warned: new Map() };
	const { refused, warned } = judgeTogether(ruled, await readRuleValues(db, ruled, book), book);
	return { refused: byReport(refused), warned: byReport(warned) };
}

function byReport<Report extends ReportToJudge>(
	found: readonly BrokenRule<{ readonly report: Report }>[]
): Map<Report, RuleProblem[]> {
	const problems = new Map<Report, RuleProblem[]>();
	for (const broken of found) {
		const { report } = broken.cell;
		const code =
			broken.rule.severity === 'warning'
				? 'ruleWarning'
				: broken.elsewhere
					? 'ruleBrokenElsewhere'
					: 'ruleBroken';
		const problem: RuleProblem = { field: report.field, code, details: brokenDetails(broken) };
		problems.set(report, [...(problems.get(report) ?? []), problem]);
	}
	return problems;
}
