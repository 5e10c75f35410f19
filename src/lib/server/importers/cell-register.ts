import { missingReasons, reasonToByte, type MissingReason } from '../../domain/scoring/missing-reason';

/** What a cell of a file says, as far as two rows can say it differently. */
export interface RegisteredCell {
	readonly row: number;
	readonly unitId: number;
	readonly indicatorId: number;
	readonly periodIndex: number;
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly missingReason: MissingReason | null;
	readonly distribution: string | null;
}

export type Registration =
	| { readonly kind: 'new' }
	/** an earlier row says the same, or something else */
	| { readonly kind: 'repeated' | 'contradiction'; readonly earlierRow: number };

const segmentBits = 16;
const segmentSize = 1 << segmentBits;
const integersPerCell = 5;
const numbersPerCell = 3;

interface Segment {
	/** unit, indicator, period, row, reason */
	readonly integers: Int32Array;
	/** value, numerator, denominator; NaN for none */
	readonly numbers: Float64Array;
}

/**
 * Every cell that a file has named so far, to find the one that is named twice. In typed arrays: a million of them take some
 * fifty megabytes, where a `Map` of keys would take three hundred.
 */
export class CellRegister {
	readonly #segments: Segment[] = [];
	/** the few that have one */
	readonly #distributions = new Map<number, string>();
	#slots = new Int32Array(1 << 12);
	#size = 0;

	get size(): number {
		return this.#size;
	}

	register(cell: RegisteredCell): Registration {
		if (this.#size * 2 >= this.#slots.length) this.#grow();
		const mask = this.#slots.length - 1;
		let slot = hash(cell.unitId, cell.indicatorId, cell.periodIndex) & mask;
		for (let at = this.#slots[slot]!; at !== 0; at = this.#slots[slot]!) {
			const found = at - 1;
			const { integers } = this.#segments[found >> segmentBits]!;
			const from = (found & (segmentSize - 1)) * integersPerCell;
			if (
				integers[from] === cell.unitId &&
				integers[from + 1] === cell.indicatorId &&
				integers[from + 2] === cell.periodIndex
			) {
				const kind = this.#saysTheSame(found, cell) ? 'repeated' : 'contradiction';
				return { kind, earlierRow: integers[from + 3]! };
			}
			slot = (slot + 1) & mask;
		}
		this.#slots[slot] = this.#append(cell) + 1;
		return { kind: 'new' };
	}

	#append(cell: RegisteredCell): number {
		const at = this.#size++;
		if (at >> segmentBits === this.#segments.length) {
			this.#segments.push({
				integers: new Int32Array(segmentSize * integersPerCell),
				numbers: new Float64Array(segmentSize * numbersPerCell)
			});
		}
		const { integers, numbers } = this.#segments[at >> segmentBits]!;
		const within = at & (segmentSize - 1);
		integers.set(
			[cell.unitId, cell.indicatorId, cell.periodIndex, cell.row, reasonByte(cell)],
			within * integersPerCell
		);
		numbers.set([cell.value ?? NaN, cell.numerator ?? NaN, cell.denominator ?? NaN], within * numbersPerCell);
		if (cell.distribution !== null) this.#distributions.set(at, cell.distribution);
		return at;
	}

	#saysTheSame(at: number, cell: RegisteredCell): boolean {
		const { integers, numbers } = this.#segments[at >> segmentBits]!;
		const within = at & (segmentSize - 1);
		const said = [cell.value, cell.numerator, cell.denominator];
		return (
			integers[within * integersPerCell + 4] === reasonByte(cell) &&
			said.every((number, i) => sameNumber(numbers[within * numbersPerCell + i]!, number ?? NaN)) &&
			(this.#distributions.get(at) ?? null) === cell.distribution
		);
	}

	#grow(): void {
		this.#slots = new Int32Array(this.#slots.length * 2);
		const mask = this.#slots.length - 1;
		for (let at = 0; at < this.#size; at++) {
			const { integers } = this.#segments[at >> segmentBits]!;
			const from = (at & (segmentSize - 1)) * integersPerCell;
			let slot = hash(integers[from]!, integers[from + 1]!, integers[from + 2]!) & mask;
			while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
			this.#slots[slot] = at + 1;
		}
	}
}

function reasonByte({ missingReason }: RegisteredCell): number {
	return missingReason && missingReasons.includes(missingReason) ? reasonToByte(missingReason) : 0;
}

function sameNumber(a: number, b: number): boolean {
	return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** Mixes three small numbers so that neighbours do not pile up. */
function hash(a: number, b: number, c: number): number {
	let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
	mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
	return mixed ^ (mixed >>> 15);
}
