const pillarCount = 10;

/** Mulberry32: the same columns in every run. */
export function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Indicators in 3 levels, unequal weights, every fourth turned around. */
export function benchFramework(indicatorCount: number) {
	return {
		code: 'BENCH',
		version: 1,
		nodes: [
			{ code: 'top', aggregate: 'arithmetic' },
			...Array.from({ length: pillarCount }, (_, p) => ({
				code: `p${p}`,
				parent: 'top',
				weight: p + 1,
				aggregate: 'arithmetic'
			})),
			...Array.from({ length: indicatorCount }, (_, i) => ({
				code: `i${i}`,
				parent: `p${i % pillarCount}`,
				weight: (i % 7) + 1,
				direction: i % 4 === 0 ? -1 : 1,
				steps: [{ do: 'minmax' }]
			}))
		]
	};
}
