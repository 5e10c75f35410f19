import { systemScope } from '../../domain/access/can';
import { roundTimeZone } from '../../domain/round/round';
import { sweepFiles } from '../services/file/sweep-files';
import type { JobDefinition } from './queue';

/** Removes files every night that were handed in and that nothing came of. */
export const sweepFilesJob: JobDefinition = {
	name: 'sweep-files',
	schedule: { cron: '40 3 * * *', timeZone: roundTimeZone },
	retryLimit: 1,
	expireInSeconds: 1800,
	async run(ctx) {
		await sweepFiles(ctx, systemScope('setting.manage'));
	}
};
