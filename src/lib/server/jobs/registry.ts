import type { JobDefinition } from './queue';
import { runImport } from './run-import';
import { tidyApi } from './tidy-api';

/** Every job of the product. A new one gets its file beside this and its line here. */
export const jobDefinitions: readonly JobDefinition[] = [runImport as JobDefinition, tidyApi];
