import { checkFindings } from './check-findings';
import type { JobDefinition } from './queue';

/** Every job of the product. A new one gets its file beside this and its line here. */
export const jobDefinitions: readonly JobDefinition[] = [checkFindings];
