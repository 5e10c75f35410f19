import { parseFramework } from '../../domain/framework/check';
import type { FrameworkDefinition } from '../../domain/framework/definition';
import { duplicateKeys } from '../../domain/framework/duplicate-keys';
import type { FileProblems } from '../../domain/scoring/file-contract/file-problems';
import type { ContractRequest } from './run-contract';

/** Reads F.json; undefined where it is none, which `problems` then tell. */
export function readFramework(
	{ framework: { name, bytes }, bounds }: ContractRequest,
	problems: FileProblems
): FrameworkDefinition | undefined {
	let text: string;
	let json: unknown;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		json = JSON.parse(text);
	} catch (error) {
		const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		problems.add({ file: name, message: `is no JSON (${line})`, remedy: 'mend it at that place' });
		return undefined;
	}
	const duplicates = duplicateKeys(text, json);
	for (const problem of duplicates) problems.add({ file: name, ...problem });
	const parsed = parseFramework(json);
	if (!parsed.ok) for (const problem of parsed.problems) problems.add({ file: name, ...problem });
	if (!parsed.ok || duplicates.length > 0) return undefined;
	const { nodes } = parsed.framework;
	if (bounds && nodes.length > bounds.nodes) {
		problems.add({
			file: name,
			path: 'nodes',
			message: `${nodes.length} nodes are more than the ${bounds.nodes} that are scored here`,
			remedy: 'score it with `npm run score`, which has no such bound'
		});
		return undefined;
	}
	return parsed.framework;
}
