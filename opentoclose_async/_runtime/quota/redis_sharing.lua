-- The rules of _protocol/quota/sharing.py, carried out by Redis; see redis_ledger.lua.

-- Clients: 'number seen label' by name. Those that wait: 'since until' by name.

local function load_clients()
    local clients = {}
    for name, text in pairs(load_hash(CLIENTS)) do
        local id, seen, label = string.match(text, '^(%S+) (%S+) (.*)$')
        clients[name] = {id = id, seen = tonumber(seen), label = label}
    end
    return clients
end

local function load_waiting()
    local waiting = {}
    for name, text in pairs(load_hash(WAITING)) do
        local since, ends = string.match(text, '^(%S+) (%S+)$')
        waiting[name] = {since = tonumber(since), ends = tonumber(ends)}
    end
    return waiting
end

local function known()
    local clients = load_clients()
    for name, one in pairs(clients) do
        if name ~= request.client and now - one.seen > FORGET_CLIENTS_AFTER
            and call('HEXISTS', OWNERS, one.id) == 0 then
            call('HDEL', CLIENTS, name)
        end
    end
    local found = clients[request.client]
    if not found then
        last_client = last_client + 1
    end
    local id = found and found.id or whole(last_client)
    call('HSET', CLIENTS, request.client, id .. ' ' .. exact(now) .. ' ' .. request.label)
    return id
end

local function exchange()
    for _, ended in ipairs(request.ended) do
        settle(ended)
    end
    for _, id in ipairs(request.returned) do
        local one = land(whole(id))
        if one then
            disown(one.owner, 1)
            left = left and left + 1
        end
    end
    for _, id in ipairs(request.held) do
        local permit = whole(id)
        local one = in_flight[permit]
        if one then
            one.ends = math.min(math.max(one.ends, now + request.lease), one.taken + SLACK)
            keep(permit, one)
        end
    end
    local owner = known()
    if request.wanted == 0 then
        return {{}, '0', '0'}
    end
    local waiting = load_waiting()
    for name, turn in pairs(waiting) do
        if turn.ends < now then
            waiting[name] = nil
            call('HDEL', WAITING, name)
        end
    end
    local since = waiting[request.client] and waiting[request.client].since or now
    local ahead = 0
    for name, turn in pairs(waiting) do
        if name ~= request.client and turn.since < since then
            ahead = ahead + 1
        end
    end
    forget()
    local room = math.huge
    for _, window in ipairs(windows) do
        room = math.min(room, window[1] - used(window))
    end
    local most = math.min(request.wanted, math.max(1, math.floor(room / SHARE)))
    local permits, free = {}, nil
    while #permits < most do
        free = free_at(ahead, 'ends')
        if free > now then
            break
        end
        last_permit = last_permit + 1
        local permit = whole(last_permit)
        local one = {taken = now, ends = now + request.lease, owner = owner}
        in_flight[permit] = one
        flying = flying + 1
        keep(permit, one)
        call('HINCRBY', OWNERS, owner, 1)
        if rate then
            next_at = now + (1 + JITTER * (request.chance - 0.5)) / rate
        end
        left = left and left - 1
        permits[#permits + 1] = permit
    end
    if #permits > 0 then
        call('HDEL', WAITING, request.client)
        return {permits, '0', '0'}
    end
    local wait = math.max(POLL, free_at(ahead, 'taken') - now)
    call('HSET', WAITING, request.client, exact(since) .. ' ' .. exact(now + wait + GRACE))
    return {{}, exact(wait), exact(free - now)}
end

local function status()
    forget()
    local uses, of_windows = {}, {}
    local times = times_in_flight('ends')
    for i, window in ipairs(windows) do
        local free = math.max(now, room_at(window, 0, times))
        of_windows[i] = {used(window), exact(free - now)}
        local members = call('ZRANGEBYSCORE', COUNTED, '(' .. exact(now - window[2]), '+inf')
        uses[i] = {}
        for _, member in ipairs(members) do
            local owner = string.match(member, ' (%S+)$')
            uses[i][owner] = (uses[i][owner] or 0) + 1
        end
    end
    local flights = {}
    for _, one in pairs(in_flight) do
        flights[one.owner] = (flights[one.owner] or 0) + 1
    end
    local of_clients, waiting = {}, load_waiting()
    for name, one in pairs(load_clients()) do
        local counts, flights_of = {}, flights[one.id] or 0
        for i in ipairs(windows) do
            counts[i] = (uses[i][one.id] or 0) + flights_of
        end
        local turn = waiting[name]
        local waits = turn and turn.ends >= now and exact(now - turn.since) or ''
        of_clients[#of_clients + 1] =
            {tonumber(one.id), one.label, counts, flights_of, exact(now - one.seen), waits}
    end
    local known_left = now < left_until and left
    return {
        of_windows,
        of_clients,
        known_left and exact(math.max(0, known_left)) or '',
        known_left and exact(left_until - now) or '0',
        exact(math.max(0, paused_until - now)),
        rate and exact(rate) or '',
    }
end

if request.client == nil then
    return status()
end
local reply = exchange()
save_state()
let_expire()
return reply
