// Checks the simulated portal with the vendor's own SDK: what the SDK cannot use is a defect of the simulator.
import assert from 'node:assert/strict';
import { B24OAuth } from '@bitrix24/b24jssdk';

const { PORTAL_URL, CLIENT_ID, CLIENT_SECRET, MEMBER_ID, ACCESS_TOKEN, REFRESH_TOKEN, EXPIRES, DEAL_ID, DEAL_COUNT } = process.env;
const dealId = Number(DEAL_ID);
const deal = { entityTypeId: 2 };

function connect(accessToken, refreshToken) {
    const client = new B24OAuth(
        {
            applicationToken: '',
            userId: 1,
            memberId: MEMBER_ID,
            accessToken,
            refreshToken,
            expires: Number(EXPIRES),
            expiresIn: 3600,
            scope: 'crm,task,user',
            domain: new URL(PORTAL_URL).host,
            clientEndpoint: `${PORTAL_URL}rest/`,
            serverEndpoint: `${PORTAL_URL}rest/`,
            status: 'L'
        },
        { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
    client.offClientSideWarning();
    return client;
}

async function result(client, method, params) {
    const response = await client.actions.v2.call.make({ method, params });
    assert.ok(response.isSuccess, `${method}: ${response.getErrorMessages().join('; ')}`);
    return response.getData().result;
}

const checks = {
    async 'reads who calls'() {
        await b24.initIsAdmin();
        assert.equal(b24.auth.isAdmin, true);
    },

    async 'gets, updates and gets again'() {
        const before = (await result(b24, 'crm.item.get', { ...deal, id: dealId })).item;
        assert.equal(typeof before.id, 'number');
        assert.equal(before.title, 'Deal 1');
        const fields = { title: 'By the SDK', opportunity: 10.5, isManualOpportunity: 'Y' };
        const updated = (await result(b24, 'crm.item.update', { ...deal, id: dealId, fields })).item;
        assert.deepEqual([updated.title, updated.opportunity, updated.isManualOpportunity], ['By the SDK', 10.5, 'Y']);
        const after = (await result(b24, 'crm.item.get', { ...deal, id: dealId })).item;
        assert.deepEqual(after, updated);
    },

    async 'reports a missing deal as NOT_FOUND'() {
        const response = await b24.actions.v2.call.make({ method: 'crm.item.get', params: { ...deal, id: 999999 } }).catch(error => error);
        const error = response.getErrors ? [...response.getErrors()][0] : response;
        assert.equal(error.code, 'NOT_FOUND');
    },

    async 'lists everything page by page'() {
        const response = await b24.actions.v2.callList.make({
            method: 'crm.item.list', params: { ...deal, select: ['id', 'title'] }, idKey: 'id', customKeyForResult: 'items'
        });
        assert.ok(response.isSuccess, response.getErrorMessages().join('; '));
        assert.equal(new Set(response.getData().map(item => item.id)).size, Number(DEAL_COUNT));
    },

    async 'fetches everything as a stream'() {
        const sizes = [];
        const pages = b24.actions.v2.fetchList.make({
            method: 'crm.item.list', params: { ...deal, select: ['id'] }, idKey: 'id', customKeyForResult: 'items'
        });
        for await (const page of pages)
            sizes.push(page.length);
        assert.deepEqual(sizes, [50, Number(DEAL_COUNT) - 50]);
    },

    async 'counts and pages by offset'() {
        const first = await b24.actions.v2.call.make({ method: 'crm.item.list', params: { ...deal, select: ['id'] } });
        assert.equal(first.getTotal(), Number(DEAL_COUNT));
        assert.equal(first.isMore(), true);
    },

    async 'sends a batch'() {
        const response = await b24.actions.v2.batch.make({
            calls: {
                Deal: { method: 'crm.item.get', params: { ...deal, id: dealId } },
                Missing: { method: 'crm.item.get', params: { ...deal, id: 999999 } },
                Stages: ['crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE' }, order: { SORT: 'ASC' } }]
            },
            options: { isHaltOnError: false, returnAjaxResult: true }
        });
        const answers = response.getData();
        assert.equal(answers.Deal.getData().result.item.id, dealId);
        assert.equal(answers.Missing.isSuccess, false);
        assert.deepEqual(answers.Stages.getData().result.map(stage => stage.STATUS_ID).slice(0, 2), ['NEW', 'PREPARATION']);
    },

    async 'sends a batch as a list'() {
        const response = await b24.actions.v2.batch.make({ calls: [['profile', {}], ['user.get', { FILTER: { ACTIVE: true } }]] });
        assert.ok(response.isSuccess, response.getErrorMessages().join('; '));
        const [profile, users] = response.getData();
        assert.equal(profile.ID, '1');
        assert.equal(users[0].ACTIVE, true);
    },

    async 'works with tasks'() {
        const fields = { TITLE: 'By the SDK', RESPONSIBLE_ID: 1, DEADLINE: '2026-12-31T23:59:59+03:00', UF_CRM_TASK: [`D_${dealId}`] };
        const added = (await result(b24, 'tasks.task.add', { fields })).task;
        assert.equal(added.title, 'By the SDK');
        const select = ['ID', 'TITLE', 'STATUS', 'DEADLINE', 'RESPONSIBLE_ID', 'UF_CRM_TASK'];
        const task = (await result(b24, 'tasks.task.get', { taskId: Number(added.id), select })).task;
        assert.deepEqual([task.status, task.ufCrmTask, task.responsible.id], ['2', [`D_${dealId}`], '1']);
        assert.equal(Date.parse(task.deadline), Date.parse(fields.DEADLINE));

        const updated = (await result(b24, 'tasks.task.update', { taskId: Number(added.id), fields: { STATUS: 5 } })).task;
        assert.equal(updated.status, '5');
        const response = await b24.actions.v2.callList.make({
            method: 'tasks.task.list', params: { select, filter: { UF_CRM_TASK: `D_${dealId}` } }, idKey: 'ID', cursorIdKey: 'id',
            customKeyForResult: 'tasks'
        });
        assert.ok(response.isSuccess, response.getErrorMessages().join('; '));
        assert.deepEqual(response.getData().map(each => each.id), [added.id]);

        assert.deepEqual(await result(b24, 'tasks.task.delete', { taskId: Number(added.id) }), { task: true });
        assert.deepEqual(await result(b24, 'tasks.task.get', { taskId: Number(added.id), select }), []);
    },

    async 'refreshes when its token is refused, and the old pair is dead'() {
        const renewed = [];
        const stale = connect('stale-token', REFRESH_TOKEN);
        stale.setCallbackRefreshAuth(async ({ authData }) => { renewed.push(authData); });
        assert.equal((await result(stale, 'profile', {})).ID, '1');
        assert.notEqual(renewed[0].refresh_token, REFRESH_TOKEN);

        await assert.rejects(connect(ACCESS_TOKEN, REFRESH_TOKEN).auth.refreshAuth(), error => error.code === 'invalid_grant');
        await stale.auth.refreshAuth();
        assert.equal(new Set(renewed.map(pair => pair.access_token)).size, 2);
    }
};

const b24 = connect(ACCESS_TOKEN, REFRESH_TOKEN);
for (const [name, check] of Object.entries(checks)) {
    const started = performance.now();
    await check();
    console.log(`ok ${name} (${Math.round(performance.now() - started)} ms)`);
}
process.exit(0);
