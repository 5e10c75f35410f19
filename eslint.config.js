import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{
		ignores: [
			'node_modules',
			'.svelte-kit',
			'build/**',
			'data',
			'drizzle',
			'src/lib/i18n/paraglide',
			'test-results'
		]
	},
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		rules: {
			// The type checker knows names better, and knows Svelte's.
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'no-eval': 'error',
			'no-implied-eval': 'error',
			'no-new-func': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-console': 'error',
			'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }]
		}
	},
	{ files: ['scripts/**', 'src/lib/server/startup.ts'], rules: { 'no-console': 'off' } },
	{ files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			// Paths are localised by Paraglide, which SvelteKit's resolve() does not know.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	// What components share goes where they go.
	{ files: ['src/lib/ui/**/*.ts'], rules: { 'svelte/no-navigation-without-resolve': 'off' } },
	{
		// Nothing random, timed or stored in the domain: the same input gives the same bits.
		files: ['src/lib/domain/**/*.ts', 'src/lib/view/**/*.ts'],
		rules: {
			'no-restricted-globals': ['error', 'window', 'document', 'fetch', 'process', 'localStorage'],
			'no-restricted-syntax': [
				'error',
				{
					selector: "NewExpression[callee.name='Date'][arguments.length=0]",
					message: 'The clock comes in as an argument.'
				},
				{
					selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
					message: 'The clock comes in as an argument.'
				},
				{
					selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
					message: 'A seed comes in as an argument.'
				}
			]
		}
	}
);
