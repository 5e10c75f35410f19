/** The dependency rule of ARCHITECTURE.md: domain ← server ← routes, and domain ← view ← ui ← routes. */
const pure = '(chinese-days|date-fns|zod|jsep|jsonc-parser|pinyin-pro)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'domain-is-pure',
			comment:
				'The domain knows no database, framework, clock or locale: itself, date-fns, zod and the named pure packages only.',
			severity: 'error',
			from: { path: '^src/lib/domain/' },
			to: { pathNot: [`^src/lib/domain/`, `^node_modules/${pure}/`] }
		},
		{
			name: 'server-knows-domain-only',
			severity: 'error',
			from: { path: '^src/lib/server/', pathNot: '^src/lib/server/(render|hooks|api)/' },
			to: { path: '^src/(lib/(view|ui|i18n)|routes)/' }
		},
		{
			name: 'render-may-draw-views',
			severity: 'error',
			from: { path: '^src/lib/server/render/' },
			to: { path: '^src/(lib/ui|routes)/' }
		},
		{
			name: 'hooks-may-speak',
			severity: 'error',
			from: { path: '^src/lib/server/hooks/' },
			to: { path: '^src/(lib/(view|ui)|routes)/' }
		},
		{
			name: 'api-may-speak',
			comment: 'What programs are told is in the language that they ask for, numbers included.',
			severity: 'error',
			from: { path: '^src/lib/server/api/' },
			to: { path: '^src/(lib/ui|routes)/' }
		},
		{
			name: 'server-runs-without-sveltekit',
			comment: 'Scripts and tests run services without SvelteKit; only the hooks may know it.',
			severity: 'error',
			from: { path: '^src/lib/server/', pathNot: '^src/lib/server/hooks/' },
			to: { path: '(^\\$app/|^\\$env/|node_modules/@sveltejs/)' }
		},
		{
			name: 'view-is-pure',
			comment:
				'A view turns domain results into view models and chart options; of echarts it knows the types.',
			severity: 'error',
			from: { path: '^src/lib/view/' },
			to: { path: '^src/(lib/(server|ui)|routes)/' }
		},
		{
			name: 'view-knows-echarts-types-only',
			severity: 'error',
			from: { path: '^src/lib/view/' },
			to: { path: 'node_modules/(echarts|zrender)/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'ui-never-touches-the-server',
			severity: 'error',
			from: { path: '^src/lib/ui/' },
			to: { path: '^src/(lib/server|routes)/' }
		},
		{
			name: 'one-importer-of-echarts',
			comment: 'The browser loads charts through ui/charts, the server draws them in render.',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/lib/(ui/charts|server/render|view)/' },
			to: { path: 'node_modules/(echarts|zrender)/' }
		},
		{
			name: 'one-importer-of-lucia',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/lib/server/auth/session\\.ts$' },
			to: { path: 'node_modules/lucia/' }
		},
		{
			name: 'routes-call-services',
			comment: 'A route parses, calls a service and returns: queries and tables are behind the services.',
			severity: 'error',
			from: { path: '^src/routes/' },
			to: { path: '^src/lib/server/db/' }
		},
		{
			name: 'no-cycles',
			severity: 'error',
			from: { path: '^src/' },
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'no-orphans',
			severity: 'error',
			from: { orphan: true, path: '^src/lib/', pathNot: ['\\.d\\.ts$', '^src/lib/i18n/'] },
			to: {}
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(\\.svelte-kit|build)|src/lib/i18n/paraglide' },
		tsPreCompilationDeps: true,
		webpackConfig: { fileName: 'scripts/dependency-resolution.cjs' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'default', 'svelte', 'types']
		}
	}
};
