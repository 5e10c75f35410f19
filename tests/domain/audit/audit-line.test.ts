import { describe, expect, it } from 'vitest';
import {
	actionsOf,
	actionTopics,
	auditTopics,
	changedFields
} from '../../../src/lib/domain/audit/audit-line';

describe('changedFields', () => {
	it('names what differs, from and to, and leaves out what stayed', () => {
		expect(
			changedFields({ status: 'draft', score: 60, comment: 'a' }, { status: 'submitted', score: 60, rank: 2 })
		).toEqual([
			{ field: 'status', from: 'draft', to: 'submitted' },
			{ field: 'comment', from: 'a', to: null },
			{ field: 'rank', from: null, to: 2 }
		]);
	});

	it('goes into lists and objects by their path', () => {
		expect(changedFields({ evidence: [{ url: 'a' }] }, { evidence: [{ url: 'a' }, { url: 'b' }] })).toEqual([
			{ field: 'evidence.1.url', from: null, to: 'b' }
		]);
	});

	it('takes a state that was not there for nothing', () => {
		expect(changedFields(null, null)).toEqual([]);
		expect(changedFields(undefined, { value: 0 })).toEqual([{ field: 'value', from: null, to: 0 }]);
	});
});

it('finds every action under exactly one topic', () => {
	expect(auditTopics.flatMap(actionsOf).sort()).toEqual(Object.keys(actionTopics).sort());
});
