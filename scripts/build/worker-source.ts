import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const suffix = '?worker-source';

/**
 * Makes `import program from './x.ts?worker-source'` the text of x.ts bundled with all that it imports, to be run by
 * `new Worker(program, { eval: true })`. The adapter bundles the server anew and leaves no file beside it that a thread could
 * start from; a text goes wherever the server goes, in development, tests and production alike.
 */
export function workerSource(): Plugin {
	return {
		name: 'yardstick:worker-source',
		enforce: 'pre',
		async load(id) {
			if (!id.endsWith(suffix)) return undefined;
			const bundled = await build({
				configFile: false,
				publicDir: false,
				logLevel: 'error',
				resolve: { alias: { $lib: resolve('src/lib') } },
				ssr: { noExternal: true, target: 'node' },
				build: {
					ssr: id.slice(0, -suffix.length),
					write: false,
					target: 'node20',
					minify: false,
					rollupOptions: { output: { format: 'cjs' } }
				}
			});
			const [first] = Array.isArray(bundled) ? bundled : [bundled];
			const chunks = first && 'output' in first ? first.output.filter(({ type }) => type === 'chunk') : [];
			const [chunk] = chunks;
			if (chunks.length !== 1 || chunk?.type !== 'chunk') throw new Error(`${id} is not one chunk`);
			return `export default ${JSON.stringify(chunk.code)};`;
		}
	};
}
