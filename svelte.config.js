import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
const config = {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ precompress: true }),
		// Hashes, not nonces: a page for strangers is the same bytes for everybody and can be cached.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				// ECharts and the server-drawn SVGs position by style attributes, which no hash can cover.
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'worker-src': ['self', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		// Writes from other sites are refused by hooks/well-formed.ts, in words and in the form that whoever sends them reads.
		csrf: { trustedOrigins: ['*'] },
		alias: {},
		typescript: {
			config: (generated) => ({
				...generated,
				include: [...(generated.include ?? []), '../scripts/**/*.ts']
			})
		}
	}
};

export default config;
