import type { Attempt } from './attempt';
import { adjustmentReads, adjustmentWrites } from './access-adjustments';
import { appealReads, appealWrites } from './access-appeals';
import { apiReads, apiWrites } from './access-api';
import { flowReads, flowWrites } from './access-flow';
import { reads } from './access-reads';
import { orderReads, orderWrites } from './access-orders';
import { roundReads, roundWrites } from './access-rounds';
import { oversightReads, oversightWrites } from './access-oversight';
import { selfReads, selfWrites } from './access-self';
import { publicationReads, publicationWrites } from './access-publications';
import { registerReads, registerWrites } from './access-register';
import { writes } from './access-writes';

/** Pages that show nothing of the database: they have no server part that could refuse anybody. */
export const pagesWithoutServer: readonly string[] = [];

/** Every door of the product and who may pass it: first what reads, then what writes. A new door gets its line in either. */
export const attempts: readonly Attempt[] = [
	...reads,
	...registerReads,
	...oversightReads,
	...publicationReads,
	...orderReads,
	...apiReads,
	...flowReads,
	...roundReads,
	...adjustmentReads,
	...appealReads,
	...selfReads,
	...writes,
	...registerWrites,
	...oversightWrites,
	...publicationWrites,
	...orderWrites,
	...apiWrites,
	...flowWrites,
	...roundWrites,
	...adjustmentWrites,
	...appealWrites,
	...selfWrites
];
