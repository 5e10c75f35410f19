import { applicationIndicators } from './application';
import { feedbackIndicators } from './feedback';
import { managementIndicators } from './management';
import { opennessIndicators } from './openness';
import { qualityIndicators } from './quality';
import { securityIndicators } from './security';
import { sharingIndicators } from './sharing';
import type { IndicatorSeed } from './indicator-seed';

/** All indicators of the two default frameworks, in the order of their codes within each dimension. */
export const indicatorSeeds: readonly IndicatorSeed[] = [
	...sharingIndicators,
	...opennessIndicators,
	...qualityIndicators,
	...feedbackIndicators,
	...applicationIndicators,
	...managementIndicators,
	...securityIndicators
];

export type { IndicatorSeed, SourceCode } from './indicator-seed';
