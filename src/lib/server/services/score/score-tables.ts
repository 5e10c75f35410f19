import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import type { ContractRequest } from '../../scoring/run-contract';
import { scoreBounds, scoreInWorker, type ScoreBounds } from '../../scoring/score-in-worker';

/**
 * Scores somebody's own tables by the file contract; nothing stored is read or written.
 * @param readRequest is called once it is known that whoever asks may: strangers' bytes are not even read
 * @throws DomainError `invalidInput` with `details.problems`, `tooLarge`, `busy`
 */
export async function scoreTables(
	{ actor }: Pick<Context, 'actor'>,
	readRequest: () => Promise<ContractRequest>,
	bounds: ScoreBounds = scoreBounds
): Promise<string> {
	demand(actor, 'table.score');
	const answer = await scoreInWorker(await readRequest(), bounds);
	if (answer.ok) return answer.output;
	throw new DomainError('invalidInput', 'The tables cannot be scored', {
		problems: answer.problems,
		count: answer.count
	});
}
