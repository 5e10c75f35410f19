const { resolve } = require('node:path');

/** How dependency-cruiser finds what `$lib/…` names: SvelteKit's alias is written in a file that only exists after a build. */
module.exports = {
	resolve: {
		alias: { $lib: resolve(__dirname, '../src/lib') },
		extensions: ['.ts', '.js', '.svelte', '.json']
	}
};
