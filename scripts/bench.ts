import { benchImport } from './bench/import';
import { benchScoreFiles } from './bench/score-files';
import { benchScoring } from './bench/scoring';

/** What can be timed, by name. Each prints ratios to a baseline measured in the same run, and says whether it keeps its promise. */
const benches: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
	scoring: benchScoring,
	'score-files': benchScoreFiles,
	import: benchImport
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
	console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(benches).join(', ')}.`);
	process.exitCode = 2;
} else {
	for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
		console.log(`── ${name}`);
		if (!(await benches[name]!())) process.exitCode = 1;
	}
}
