import { visit, type JSONPath } from 'jsonc-parser';
import type { FrameworkProblem } from './problem';
import { formatPath, nodeCodeAt } from './schema-problems';

/**
 * Keys that an object of a JSON text has more than once. Every reader of JSON keeps the last of them without a word, so a weight that
 * stands twice would be half lost. `text` is JSON that was parsed already, and `json` what came out, to name the node.
 * Text that nests deeper than it can be looked through is named as such: no framework does.
 */
export function duplicateKeys(text: string, json: unknown): FrameworkProblem[] {
	const problems: FrameworkProblem[] = [];
	/** Keys of the objects that are open, and the line of each. */
	const open: Map<string, number>[] = [];
	const add = (path: JSONPath, message: string) => {
		const node = nodeCodeAt(path, json);
		problems.push({
			...(node !== undefined && { node }),
			path: formatPath(path),
			message,
			remedy: 'keep one of both'
		});
	};
	try {
		visit(text, {
			onObjectBegin: () => void open.push(new Map()),
			onObjectEnd: () => void open.pop(),
			onObjectProperty(key, _offset, _length, line, character, pathTo) {
				const keys = open.at(-1)!;
				const earlier = keys.get(key);
				keys.set(key, earlier ?? line + 1);
				if (earlier === undefined) return;
				const place = `line ${line + 1}, column ${character + 1}`;
				add(
					[...pathTo(), key],
					`key ${JSON.stringify(key.slice(0, 200))} stands twice, in line ${earlier} and again in ${place}`
				);
			}
		});
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return [{ path: '$', message: 'it nests too deeply', remedy: 'write it by the contract of F.json' }];
	}
	return problems;
}
