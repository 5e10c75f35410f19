/** A stream of numbers that depends on its seed alone, so that the same demonstration comes out everywhere. */
export interface RandomStream {
	/** uniform in [0, 1), 32 bits */
	next(): number;
	/** standard normal */
	normal(): number;
	/** whole number in [from, to] */
	integer(from: number, to: number): number;
	/** of a mean that may be large: exact below 30, normal above */
	poisson(mean: number): number;
	/** true with this probability */
	chance(probability: number): boolean;
	pick<T>(from: readonly T[]): T;
}

/** FNV-1a over UTF-16 units: spreads `seed` and names over 32 bits. */
function hash(seed: number, names: readonly string[]): number {
	let h = (0x811c9dc5 ^ seed) >>> 0;
	for (const name of names) {
		for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
		h = Math.imul(h ^ 0x2f, 0x01000193) >>> 0;
	}
	return h;
}

/** sfc32, one stream for each combination of names: leaving a unit out does not change the others. */
export function randomStream(seed: number, ...names: readonly string[]): RandomStream {
	let a = hash(seed, names);
	let b = hash(seed ^ 0x9e3779b9, names);
	let c = hash(seed ^ 0x85ebca6b, names);
	let counter = 1;
	function next(): number {
		const t = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + t) | 0;
		return (t >>> 0) / 4294967296;
	}
	for (let i = 0; i < 12; i++) next();
	function normal(): number {
		return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
	}
	return {
		next,
		normal,
		integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
		poisson(mean) {
			if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
			const limit = Math.exp(-mean);
			let count = 0;
			for (let product = next(); product > limit; product *= next()) count++;
			return count;
		},
		chance: (probability) => next() < probability,
		pick: (from) => from[Math.floor(next() * from.length)]!
	};
}
