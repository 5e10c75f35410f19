import { canonicalJson } from '../round/publication';

/** An audit row in the form over which its hash is taken. */
export interface ChainedEntry {
	readonly id: number;
	/** instant in UTC with microseconds, as it is stored */
	readonly at: string;
	readonly actorId: number | null;
	readonly action: string;
	readonly entity: string;
	readonly entityId: string;
	readonly unitId: number | null;
	readonly before: unknown;
	readonly after: unknown;
}

/** What the first entry of a chain names as the one before. */
export const firstHash = '0'.repeat(64);

/** Canonical JSON of an entry and of the hash of the one before it: what its own hash is taken over. */
export function chainText(entry: ChainedEntry, previousHash: string): string {
	const { id, at, actorId, action, entity, entityId, unitId, before, after } = entry;
	return canonicalJson({ id, at, actorId, action, entity, entityId, unitId, before, after, previousHash });
}

/** How far the log is sealed, and from which row on a look for unsealed ones is worth it. */
export interface SealState {
	/** hash of the newest sealed entry */
	readonly head: string;
	readonly headId: number | null;
	readonly count: number;
	/** no entry up to this id will ever appear that is not sealed */
	readonly settledId: number;
	/** what is to be settled next: see `settle` */
	readonly mark: SettlingMark | null;
}

/** `seenBefore`: a transaction number that was not given out yet, taken a moment after the id. */
interface SettlingMark {
	readonly id: number;
	/** when the id was noted, by the clock of the database: milliseconds */
	readonly at: number;
	readonly seenBefore: string | null;
}

export const unsealed: SealState = { head: firstHash, headId: null, count: 0, settledId: 0, mark: null };

/** What a run of the sealer sees: highest id, and the transactions (`pg_current_snapshot`) that may still write a lower one. */
export interface LogSight {
	readonly highestId: number;
	/** oldest transaction under way */
	readonly xmin: string;
	/** first number not given out yet */
	readonly xmax: string;
	/** clock of the database: milliseconds */
	readonly at: number;
}

/** Between drawing an id and having a transaction number a statement does nothing else: microseconds. */
const leastPauseMs = 1000;

/**
 * Moves the mark below which nothing new can appear. Ids are drawn before their transactions commit, so a row with a lower id may
 * turn up later, after minutes even; it is sealed then, behind those that came first, for the chain is in the order of sealing.
 * But nobody wants to read the whole log every few seconds to find it. So: note the highest id; a moment later, when whoever had
 * drawn a lower one has a transaction number, note the next number to be given out; and when all transactions below that number
 * have ended, every row up to the noted id is there, was seen, and is sealed.
 * @param sight taken before the rows were read that this run sealed
 */
export function settle(state: SealState, sight: LogSight): SealState {
	const { mark } = state;
	// Numbers went back: the log was brought to another server, where nothing of before is under way.
	const isMoved = mark !== null && mark.seenBefore !== null && BigInt(sight.xmax) < BigInt(mark.seenBefore);
	if (mark === null || isMoved) {
		return sight.highestId > state.settledId
			? { ...state, mark: { id: sight.highestId, at: sight.at, seenBefore: null } }
			: mark === null
				? state
				: { ...state, mark: null };
	}
	if (mark.seenBefore === null) {
		const isMoment = sight.at - mark.at >= leastPauseMs;
		return isMoment ? { ...state, mark: { ...mark, seenBefore: sight.xmax } } : state;
	}
	if (BigInt(sight.xmin) < BigInt(mark.seenBefore)) return state;
	return { ...state, settledId: mark.id, mark: null };
}
