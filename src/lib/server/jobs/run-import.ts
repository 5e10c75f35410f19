import { importJob, workOnImport, type ImportTask } from '../services/import/work-on-import';
import type { JobDefinition } from './queue';

/** Checks or stores a file, or takes it back. It is never tried again by itself: its run says what happened, and somebody decides. */
export const runImport: JobDefinition<{ runId: number; task: ImportTask }> = {
	name: importJob,
	retryLimit: 0,
	expireInSeconds: 3600,
	run: workOnImport
};
