import { engineVersion } from './engine-version';
import { scoreUnits } from './score-units';

/** What scores: `scoreUnits` of some version of the engine. */
export type Engine = typeof scoreUnits;

/** Every version that something was published with. One that the results of a change leave behind is kept here under its number. */
const engines: ReadonlyMap<number, Engine> = new Map([[engineVersion, scoreUnits]]);

/** The engine of a version; undefined where this installation is older than the publication. */
export function engineOf(version: number): Engine | undefined {
	return engines.get(version);
}
