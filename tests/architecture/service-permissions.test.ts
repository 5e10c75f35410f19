import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const services = new URL('../../src/lib/server/services', import.meta.url).pathname;

/** Services that decide for nobody's request, or are asked before it is known who asks: each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
	'user/sign-in.ts signIn': 'makes the actor that permissions are decided for',
	'user/sign-out.ts signOut': 'acts on the session of whoever asks alone',
	'user/choose-language.ts chooseLanguage': 'acts on the account of whoever asks alone',
	'token/authenticate-token.ts authenticateToken': 'gives what permissions are decided from',
	'user/load-actor.ts loadActor': 'gives what permissions are decided from',
	'user/list-demonstration-sign-ins.ts listDemonstrationSignIns':
		'is what everybody may know of a demonstration',
	'import/import-observations.ts importObservations':
		'is the command line’s, whose scope is handed in and checked by its first statement',
	'import/bring-in-file.ts bringInFile':
		'is handed the scope that its caller has demanded, and checks it by its first statement',
	'import/guess-file-mapping.ts guessFileMapping':
		'is the command line’s, whose scope is handed in and checked by its first statement',
	'import/make-things.ts makeThings': 'is part of the transaction of an import, whose scope it is handed',
	'import/read-collecting-rounds.ts readCollectingRounds':
		'is part of an import, whose service has asked for leave',
	'import/hold-run.ts holdingRun': 'is part of an import, whose service has asked for leave',
	'import/work-on-import.ts workOnImport': 'is the job’s: asks for leave as the one who brought the file in',
	'import/work-on-import.ts passOn': 'is part of a wish, whose service has asked for leave',
	'import/get-own-run.ts requireState': 'looks at a run that its caller has leave for',
	'file/sweep-files.ts sweepFiles': 'is the installation’s own work at night',
	'import/sweep-imports.ts sweepImports': 'is the installation’s own work at its start',
	'import/make-imported-rounds.ts loadSigners':
		'is the command line’s: looks up whose leave signing and publishing will ask for',
	'figure/refresh-parents.ts refreshParents':
		'is part of the transaction of a change, whose service has asked for leave',
	'register/import-divisions.ts importDivisions':
		'is handed the scope that its caller has demanded, and checks it by its first statement',
	'register/import-divisions.ts checkDivisions':
		'is handed the scope that its caller has demanded, and checks it by its first statement',
	'figure/refresh-figures.ts refreshFigures':
		'is part of the transaction of a change, whose service has asked for leave',
	'adjustment/list-manual-rules.ts listManualRules': 'part of services that have asked for leave',
	'adjustment/adjustment-notices.ts adjustmentNotice': 'makes words of what its service has done',
	'adjustment/adjustment-notices.ts refuseBarred': 'says what the rules of access have decided',
	'appeal/appealed-figure.ts readAppealedFigure': 'part of services that have asked for leave on the appeal',
	'appeal/appealed-figure.ts readStanding': 'part of the decision, which has asked for leave',
	'appeal/get-appeal.ts readAppealState': 'what decides whether there is leave',
	'round/apply-change.ts applyChange':
		'is part of the transaction of a change, whose service has asked for leave',
	'round/collect-inputs.ts collectInputs':
		'is part of the transaction of a change, whose service has asked for leave',
	'round/publish-round.ts publicationOf':
		'is part of the transaction of a change, whose service has asked for leave',
	'round/recompute-round.ts recomputeRound':
		'is part of the transaction of a change, whose service has asked for leave',
	'message/send-messages.ts sendMessages':
		'is part of the transaction of a change, whose service has asked for leave',
	'observation/tell-of-submission.ts tellOfSubmissions':
		'is part of the transaction of a change, whose service has asked for leave',
	'observation/judge-by-rules.ts judgeByRules': 'is part of a change, whose service has asked for leave',
	'validation/read-rule-values.ts readRuleValues': 'is part of a change, whose service has asked for leave',
	'import/judge-stage.ts refuseStaged': 'is part of bringing in a file, which has asked for leave',
	'import/read-into-stage.ts readIntoStage': 'is part of bringing in a file, which has asked for leave',
	'import/tell-starter.ts tellStarter': 'is part of a step of an import, which has asked for leave',
	'validation/check-observations.ts judgeObservations':
		'is part of the transaction of a change, whose service has asked for leave',
	'validation/check-observations.ts judgeBeforeWriting':
		'is part of a change, whose service has asked for leave',
	'validation/check-observations.ts keepFindings':
		'is part of the transaction of a change, whose service has asked for leave',
	'validation/check-observations.ts checkObservations':
		'is part of the transaction of a change, whose service has asked for leave',
	'observation/sent-report-facts.ts auditFactsOf':
		'is part of the transaction of a change, whose service has asked for leave',
	'observation/decide-cells.ts listChosenCells': 'is part of a decision, whose service has asked for leave',
	'round/read-asking-rounds.ts readAskingRounds':
		'works within a scope handed in by a service or a job that has asked for leave',
	'round/weigh-orders.ts weighOrders':
		'is part of the transaction of a change, whose service has asked for leave',
	'disclosure/feed-disclosures.ts feedDisclosures':
		'is part of the transaction of a change, whose service has asked for leave, and of the nightly job',
	'disclosure/feed-all-years.ts feedAllYears':
		'is part of the transaction of a change, whose service has asked for leave',
	'observation/list-reporting-rounds.ts listReportingRounds':
		'works within a scope handed in by a job that has asked for leave',
	'validation/check-reported-cells.ts checkReportedCells':
		'works within a scope handed in by a service or a job that has asked for leave',
	'validation/save-rule.ts checkedExpression':
		'is part of saving and trying a rule, whose services have asked for leave',
	'audit/seal-audit.ts sealAudit':
		'is the installation’s own work, whose scope is handed in and checked first',
	'verification/verify-audit.ts verifyAudit':
		'is the command line’s, whose scope is handed in and checked by its first statement',
	'verification/verify-publications.ts verifyPublications':
		'is the command line’s, whose scope is handed in and checked by its first statement',
	'verification/verify-installation.ts verifyInstallation':
		'is the command line’s, whose scope is handed in and checked by its first statement',
	'import/make-imported-rounds.ts makeImportedRounds':
		'is the command line’s, whose scope is handed in and checked by its first statement'
};

/** The installation's own work, before anybody can sign in. */
const ownWork = /^demonstration\//;

interface ServiceFunction {
	readonly name: string;
	/** whether it is given a database, by itself or in a context */
	readonly reachesData: boolean;
	readonly firstStatement: string;
}

function functionsOf(file: string): ServiceFunction[] {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const found: ServiceFunction[] = [];
	const note = (name: string, declared: ts.FunctionLikeDeclaration): void => {
		const types = declared.parameters.map((parameter) => parameter.type?.getText() ?? '').join(' ');
		const body = declared.body;
		found.push({
			name: `${relative(services, file)} ${name}`,
			reachesData: /\b(Context|Db|Tx|OpenDatabase)\b/.test(types),
			firstStatement: (body && ts.isBlock(body) ? body.statements[0] : body)?.getText() ?? ''
		});
	};
	for (const statement of source.statements) {
		const isExported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) continue;
		if (ts.isFunctionDeclaration(statement)) note(statement.name?.text ?? 'default', statement);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))) {
				note(name.getText(), initializer);
			}
		}
	}
	return found;
}

const all = readdirSync(services, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts') && !ownWork.test(path))
	.flatMap((path) => functionsOf(join(services, path)));

describe('the first statement of a service', () => {
	it.each(all.filter(({ name, reachesData }) => reachesData && !(name in exceptions)))(
		'demands a permission: $name',
		({ firstStatement }) => expect(firstStatement).toMatch(/\b(demand|can)\(\s*(ctx\.)?actor\b/)
	);

	it('has no exception that is not there any more', () => {
		const names = all.map(({ name }) => name);
		expect(Object.keys(exceptions).filter((name) => !names.includes(name))).toEqual([]);
	});
});
