/**
 * How the messages of `src/lib/i18n/messages` become code: the same for the build and for the type check.
 *
 * @type {import('@inlang/paraglide-js').CompilerOptions}
 */
export const messageOptions = {
	project: './src/lib/i18n/project.inlang',
	outdir: './src/lib/i18n/paraglide',
	strategy: ['url', 'baseLocale'],
	urlPatterns: [
		{
			pattern: '/:path(.*)?',
			localized: [
				['zh-CN', '/zh/:path(.*)?'],
				['en', '/en/:path(.*)?']
			]
		}
	],
	outputStructure: 'message-modules'
};
