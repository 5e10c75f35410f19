import type { Role } from '../../../domain/access/roles';
import { demonstrationDepartmentCode, demonstrationRegionCode } from './settings';
import { nationSeed } from './regions';

export interface PersonSeed {
	/** before @demo.example */
	readonly account: string;
	/** characters, a space, pinyin: made up */
	readonly name: string;
	readonly role: Role;
	readonly unitCode: string;
}

/** The first of each role is the one that the start prints. */
export const peopleSeeds: readonly PersonSeed[] = [
	{ account: 'leader', name: '周明远 Zhou Mingyuan', role: 'leadership', unitCode: nationSeed.code },
	{
		account: 'head',
		name: '陈立群 Chen Liqun',
		role: 'departmentHead',
		unitCode: demonstrationDepartmentCode
	},
	{
		account: 'officer',
		name: '吴晓岚 Wu Xiaolan',
		role: 'dataOfficer',
		unitCode: demonstrationDepartmentCode
	},
	{ account: 'assessor', name: '许文博 Xu Wenbo', role: 'evaluationStaff', unitCode: nationSeed.code },
	{ account: 'manager', name: '梁国栋 Liang Guodong', role: 'evaluationManager', unitCode: nationSeed.code },
	{ account: 'admin', name: '马雪 Ma Xue', role: 'administrator', unitCode: nationSeed.code },
	{ account: 'auditor', name: '唐振华 Tang Zhenhua', role: 'auditor', unitCode: nationSeed.code },
	{ account: 'governor', name: '沈静怡 Shen Jingyi', role: 'leadership', unitCode: demonstrationRegionCode },
	{
		account: 'regionhead',
		name: '郑海峰 Zheng Haifeng',
		role: 'departmentHead',
		unitCode: demonstrationRegionCode
	},
	{
		account: 'regionofficer',
		name: '何佳宁 He Jianing',
		role: 'dataOfficer',
		unitCode: demonstrationRegionCode
	},
	{ account: 'head2', name: '韩冬梅 Han Dongmei', role: 'departmentHead', unitCode: '110000-transport' },
	{ account: 'assessor2', name: '孙雅琴 Sun Yaqin', role: 'evaluationStaff', unitCode: nationSeed.code },
	{ account: 'assessor3', name: '高志强 Gao Zhiqiang', role: 'evaluationStaff', unitCode: nationSeed.code },
	{ account: 'assessor4', name: '罗思敏 Luo Simin', role: 'evaluationStaff', unitCode: nationSeed.code }
];

export const assessorAccounts = ['assessor', 'assessor2', 'assessor3', 'assessor4'] as const;

export function emailOf(account: string): string {
	return `${account}@demo.example`;
}
