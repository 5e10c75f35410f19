/** What was published of a node of a unit in the round before. */
export interface PreviousScore {
	/** of that round */
	readonly period: string;
	/** 0–100, before rounding; null: it had none */
	readonly score: number | null;
	/** within the peer group */
	readonly rank: number | null;
}
