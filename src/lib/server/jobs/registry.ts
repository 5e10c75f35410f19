import { checkFindings } from './check-findings';
import type { JobDefinition } from './queue';
import { refreshDueJob } from './refresh-due';
import { remindDecidersJob } from './remind-deciders';
import { remindReportersJob } from './remind-reporters';
import { runImport } from './run-import';
import { sealAuditJob } from './seal-audit';
import { sendDigestsJob } from './send-digests';
import { sweepFilesJob } from './sweep-files';
import { tidyApi } from './tidy-api';
import { watchDeadlinesJob } from './watch-deadlines';

/** Every job of the product. A new one gets its file beside this and its line here. */
export const jobDefinitions: readonly JobDefinition[] = [
	checkFindings,
	refreshDueJob,
	remindDecidersJob,
	remindReportersJob,
	sealAuditJob,
	sendDigestsJob,
	sweepFilesJob,
	runImport as JobDefinition,
	tidyApi,
	watchDeadlinesJob
];
