import { parseFramework, describeProblem } from '../../../domain/framework/check';
import type {
	FrameworkDefinition,
	FrameworkDefinitionInput,
	LocalisedText
} from '../../../domain/framework/definition';
import { DomainError } from '../../../domain/errors';
import type { AppliesTo } from '../../../domain/framework/applies-to';
import { compileFramework, type CompiledFramework } from '../../../domain/scoring/compile';
import type { Tx } from '../../db/client';
import { framework, frameworkNode, frameworkVersion } from '../../db/schema';
import { orderRule } from './framework-dimensions';
import { departmentFramework, departmentNodeIndicators } from './framework-pdr-d';
import { regionFramework } from './framework-pdr-r';
import { indicatorSeeds } from './indicators';
import type { StoredIndicator } from './load-indicators';

/** A framework version as the rounds use it. */
export interface StoredFramework {
	readonly versionId: number;
	readonly appliesTo: AppliesTo;
	readonly definition: FrameworkDefinition;
	readonly compiled: CompiledFramework;
	/** the indicator behind each indicator node */
	readonly indicatorOf: ReadonlyMap<string, StoredIndicator>;
}

/** Stores both default frameworks as drafts; `sealFrameworks` publishes them when everything else is there. */
export async function loadFrameworks(
	tx: Tx,
	indicators: readonly StoredIndicator[]
): Promise<StoredFramework[]> {
	return [
		await loadFramework(tx, regionFramework, { kind: 'region', levels: ['province'] }, {}, indicators),
		await loadFramework(
			tx,
			departmentFramework,
			{ kind: 'department', levels: ['province'] },
			departmentNodeIndicators,
			indicators
		)
	];
}

async function loadFramework(
	tx: Tx,
	input: FrameworkDefinitionInput,
	appliesTo: AppliesTo,
	renamed: Readonly<Record<string, string>>,
	indicators: readonly StoredIndicator[]
): Promise<StoredFramework> {
	const nameOf = new Map(indicatorSeeds.map(({ code, name }) => [code, { en: name[0], 'zh-CN': name[1] }]));
	const parsed = parseFramework({
		...input,
		nodes: input.nodes.map((node) => ({
			...node,
			name: node.name ?? nameOf.get(renamed[node.code] ?? node.code)
		}))
	});
	if (!parsed.ok) throw new DomainError('invalidFramework', parsed.problems.map(describeProblem).join('\n'));
	const definition = parsed.framework;
	const { nodes, ...settings } = definition;
	const name = bothNames(definition.name);
	const [{ id: frameworkId }] = (await tx
		.insert(framework)
		.values({ code: definition.code, nameEn: name.en, nameZh: name['zh-CN'] })
		.returning({ id: framework.id })) as [{ id: number }];
	const [{ id: versionId }] = (await tx
		.insert(frameworkVersion)
		.values({ frameworkId, version: definition.version, status: 'draft', appliesTo, settings, orderRule })
		.returning({ id: frameworkVersion.id })) as [{ id: number }];
	const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
	const indicatorOf = new Map(
		nodes.filter(({ aggregate }) => !aggregate).map(({ code }) => [code, byCode.get(renamed[code] ?? code)!])
	);
	await tx.insert(frameworkNode).values(
		nodes.map((spec, position) => ({
			frameworkVersionId: versionId,
			code: spec.code,
			position,
			indicatorId: indicatorOf.get(spec.code)?.id ?? null,
			spec
		}))
	);
	return { versionId, appliesTo, definition, compiled: compileFramework(definition), indicatorOf };
}

function bothNames(name: LocalisedText | undefined): { en: string; 'zh-CN': string } {
	return typeof name === 'object' ? name : { en: name ?? '', 'zh-CN': name ?? '' };
}
