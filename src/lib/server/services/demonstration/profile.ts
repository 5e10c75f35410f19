import { randomStream } from './random';
import { regionSeeds, type RegionSeed } from './regions';
import { sectorSeeds, type SectorSeed } from './sectors';
import type { Standing } from './track';

/**
 * How well a region does, made up: the 31 standings are an even spread dealt out by the seed, so there are leaders, laggards
 * and a broad middle, and none of it says anything about a real region.
 */
export function regionStandings(seed: number): ReadonlyMap<string, Standing> {
	const random = randomStream(seed, 'standings');
	const places = regionSeeds.map((_, i) => i);
	for (let i = places.length - 1; i > 0; i--) {
		const j = random.integer(0, i);
		[places[i], places[j]] = [places[j]!, places[i]!];
	}
	return new Map(
		regionSeeds.map((region, i) => {
			const spread = places[i]! / (regionSeeds.length - 1) - 0.5;
			return [region.code, { offset: 1.9 * spread, pace: 0.55 + 0.9 * random.next() }];
		})
	);
}

export interface DepartmentProfile {
	readonly code: string;
	readonly region: RegionSeed;
	readonly sector: SectorSeed;
	readonly standing: Standing;
	/** how much it holds and handles beside the average department */
	readonly size: number;
}

export function departmentProfile(
	seed: number,
	region: RegionSeed,
	sector: SectorSeed,
	ofRegion: Standing
): DepartmentProfile {
	const code = `${region.code}-${sector.code}`;
	const random = randomStream(seed, code, 'profile');
	return {
		code,
		region,
		sector,
		standing: {
			offset: 0.68 * ofRegion.offset + 0.08 * sectorSeeds.indexOf(sector) - 0.28 + 0.28 * random.normal(),
			pace: ofRegion.pace * (0.8 + 0.4 * random.next())
		},
		size: sector.size * (region.population / 4500) ** 0.6 * Math.exp(0.2 * random.normal())
	};
}
