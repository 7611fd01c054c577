-- The rules of _protocol/quota/ledger.py and pace.py, carried out by Redis.
--
-- redis_script.py joins this and redis_sharing.lua into one script, after definitions of the
-- constants in capitals, such as SLACK, which are those of the Python modules. A test compares every
-- reply of the script with SharedLedger's.
--
-- KEYS: see redis_script.py. ARGV[1]: what is asked, as JSON. ARGV[2]: the time, in tests only.
-- Numbers that leave Lua are written with 17 digits, because Redis would cut them.

local STATE, IN_FLIGHT, COUNTED, OWNERS, CLIENTS, WAITING = unpack(KEYS)
local request = cjson.decode(ARGV[1])
local windows = request.windows
local call = redis.call

local now = ARGV[2] and tonumber(ARGV[2])
if not now then
    local time = call('TIME')
    now = tonumber(time[1]) + tonumber(time[2]) / 1e6
end

local function exact(number)
    return string.format('%.17g', number)
end

local function whole(number)
    return string.format('%.0f', number)
end

local function load_hash(key)
    local fields, flat = {}, call('HGETALL', key)
    for i = 1, #flat, 2 do
        fields[flat[i]] = flat[i + 1]
    end
    return fields
end

-- The windows.

local shortest, longest, fastest = math.huge, 0, math.huge
for _, window in ipairs(windows) do
    shortest, longest = math.min(shortest, window[2]), math.max(longest, window[2])
end
for _, window in ipairs(windows) do
    if window[2] == shortest then
        fastest = math.min(fastest, window[1] / window[2])
    end
end
local enough = ENOUGH * fastest
local slowest = math.min(SLOWEST, fastest / SLOWEST_SHARE)
local longest_pause = math.max(1, math.min(LONGEST_PAUSE, 2 * shortest))

-- The state. Permits are numbered from the time at which the state was created, so that a permit
-- of a state that was lost is never one of the next state's.

local saved = load_hash(STATE)

local function number(name, default)
    return tonumber(saved[name] or '') or default
end

local left = number('left', nil)
local left_until = number('left_until', -math.huge)
local last_permit = number('last_permit', math.floor(now * 1e6))
local last_client = number('last_client', 0)
local rate = number('rate', nil)
local paused_until = number('paused_until', -math.huge)
local refusals = number('refusals', 0)
local next_at = number('next_at', -math.huge)
local cut_at = number('cut_at', -math.huge)
local top = number('top', FIRST)
local exploring = saved.exploring == '1'
local flow = number('flow', 0)
local flow_at = number('flow_at', -math.huge)

local function save_state()
    local function text(value)
        return (value == nil or value == -math.huge) and '' or exact(value)
    end
    call('HSET', STATE,
        'left', text(left), 'left_until', text(left_until),
        'last_permit', whole(last_permit), 'last_client', whole(last_client),
        'rate', text(rate), 'paused_until', text(paused_until), 'refusals', whole(refusals),
        'next_at', text(next_at), 'cut_at', text(cut_at), 'top', exact(top),
        'exploring', exploring and '1' or '0', 'flow', exact(flow), 'flow_at', text(flow_at))
end

local function let_expire()
    local seconds = math.max(longest, paused_until - now, left_until - now) + MARGIN
    for _, key in ipairs(KEYS) do
        call('EXPIRE', key, whole(math.ceil(seconds)))
    end
end

-- Requests in flight, and those that count. A member of COUNTED is 'permit owner'.

local in_flight, flying = {}, 0
for permit, text in pairs(load_hash(IN_FLIGHT)) do
    local taken, ends, owner = string.match(text, '^(%S+) (%S+) (%S+)$')
    in_flight[permit] = {taken = tonumber(taken), ends = tonumber(ends), owner = owner}
    flying = flying + 1
end

local function keep(permit, one)
    call('HSET', IN_FLIGHT, permit, exact(one.taken) .. ' ' .. exact(one.ends) .. ' ' .. one.owner)
end

local function land(permit)
    local one = in_flight[permit]
    if one then
        in_flight[permit] = nil
        flying = flying - 1
        call('HDEL', IN_FLIGHT, permit)
    end
    return one
end

local function count(permit, at, owner)
    call('ZADD', COUNTED, exact(at), permit .. ' ' .. owner)
end

local function disown(owner, requests)
    if call('HINCRBY', OWNERS, owner, -requests) <= 0 then
        call('HDEL', OWNERS, owner)
    end
end

local function forget()
    for permit, one in pairs(in_flight) do
        if one.ends <= now then
            land(permit)
            count(permit, one.ends, one.owner)
        end
    end
    local limit = exact(now - longest)
    local gone = {}
    for _, member in ipairs(call('ZRANGEBYSCORE', COUNTED, '-inf', limit)) do
        local owner = string.match(member, ' (%S+)$')
        gone[owner] = (gone[owner] or 0) + 1
    end
    for owner, requests in pairs(gone) do
        disown(owner, requests)
    end
    if next(gone) then
        call('ZREMRANGEBYSCORE', COUNTED, '-inf', limit)
    end
end

-- The pace after refusals.

local function flow_before()
    if flow == 0 then
        return 0
    end
    return flow * math.exp(math.min(0, flow_at - now) / MEMORY)
end

local function pause(until_time)
    paused_until = math.max(paused_until, until_time)
end

local function cut()
    if not rate then
        top = math.max(flow_before(), FIRST)
        exploring = true
    elseif refusals == 1 then
        local reached = math.max(1.5 * flow_before(), rate / 2)
        top = math.max(math.min(rate, reached), slowest / CUT)
        exploring = false
    end
    rate = math.max(top * CUT, slowest)
    cut_at, next_at = now, now
end

local function accepted(sent)
    flow = flow_before() + 1 / MEMORY
    flow_at = now
    if sent <= cut_at then
        return
    end
    refusals = 0
    if not rate then
        return
    end
    local since = math.max(0, now - cut_at)
    if exploring then
        rate = top * CUT * 2 ^ math.min(since, 10)
    else
        local cycle = math.max(CYCLE, CYCLE_REQUESTS / top)
        local cycles = math.min(since / cycle, 10)
        rate = top * (1 + (1 - CUT) * (cycles - 1) ^ 3)
    end
    if rate >= enough then
        rate = nil
    end
end

local function refused(sent, wait, least)
    if wait == 0 then
        return
    end
    if sent > cut_at then
        refusals = refusals + 1
        cut()
    end
    if not wait then
        local first = rate and math.min(FIRST_PAUSE, 2 / rate) or FIRST_PAUSE
        local long = math.max(first, least) * 2 ^ math.min(math.max(0, refusals - 1), 20)
        wait = math.min(longest_pause, long * (0.75 + request.chance / 2))
    end
    pause(now + wait)
end

-- What responses say.

local function heed_headers(signals)
    if signals.remaining and signals.resets_in then
        local remaining = signals.remaining - flying
        local resets_at = now + signals.resets_in
        if left and math.abs(resets_at - left_until) < SAME_RESET then
            left = math.min(remaining, left)
        else
            left, left_until = remaining, resets_at
        end
    end
    if signals.burst_remaining and signals.burst_remaining <= flying then
        pause(now + shortest * TENTH)
    end
end

local function heed_refusal(sent, signals)
    local unsaid = signals.burst == nil
    if signals.burst == false or (unsaid and signals.remaining == 0) then
        pause(now + (signals.retry_after or signals.resets_in or HOURLY_WAIT))
    else
        refused(sent, signals.retry_after, signals.burst and shortest * TENTH or 0)
    end
end

local function settle(ended)
    local permit, signals = whole(ended.permit), ended.signals
    local one = land(permit)
    if one then
        count(permit, one.taken + math.min(ended.late, SLACK), one.owner)
    end
    if not signals then
        return
    end
    heed_headers(signals)
    -- One that was given up, or reported before, decides nothing about the pace.
    local sent = one and one.taken or -math.huge
    if signals.refused then
        heed_refusal(sent, signals)
    else
        accepted(sent)
    end
end

-- When there is room. The requests of a window that matter are few, so the rest stays in Redis.

local function room_at(window, ahead, times)
    local most, seconds = window[1], window[2]
    local flights = #times
    local recent = call('ZCOUNT', COUNTED, '(' .. exact(now - seconds), '+inf')
    if recent + flights + ahead < most then
        return now
    end
    local rounds = math.floor(ahead / most)
    -- The k-th newest of all has to leave the window first. Those counted that are newer than it
    -- by more places than there are requests in flight need not be looked at.
    local k = most - (ahead - rounds * most)
    if call('ZCARD', COUNTED) + flights < k then
        return now
    end
    local skipped = math.max(0, k - 1 - flights)
    local newest = {}
    for i, time in ipairs(times) do
        newest[i] = time
    end
    local scores = call('ZREVRANGE', COUNTED, whole(skipped), whole(k - 1), 'WITHSCORES')
    for i = 2, #scores, 2 do
        newest[#newest + 1] = tonumber(scores[i])
    end
    table.sort(newest, function(a, b) return a > b end)
    return newest[k - skipped] + seconds * (rounds + 1)
end

local function times_in_flight(which)
    local times = {}
    for _, one in pairs(in_flight) do
        times[#times + 1] = one[which]
    end
    return times
end

local function free_at(ahead, which)
    local free = math.max(now, paused_until)
    if rate then
        free = math.max(free, next_at)
    end
    if left then
        if now >= left_until then
            left = nil
        elseif left <= ahead then
            free = math.max(free, left_until)
        end
    end
    local times = times_in_flight(which)
    for _, window in ipairs(windows) do
        free = math.max(free, room_at(window, ahead, times))
    end
    return free
end

local function used(window)
    return call('ZCOUNT', COUNTED, '(' .. exact(now - window[2]), '+inf') + flying
end
