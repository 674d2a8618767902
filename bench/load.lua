-- The requests of wrk: wrk -s load.lua URL -- home|public|status|verify|profile|post|publish|mixed FOLDER
-- FOLDER contains the seeded tokens and the paths of statuses, profiles and posts. All requests are built beforehand and sent in turn.
local requests, at = {}, 0

local function lines(file)
  local all = {}
  for line in io.lines(file) do all[#all + 1] = line end
  return all
end

local function gets(paths, tokens)
  local made = {}
  for n = 1, math.max(#paths, #tokens) do
    local headers = #tokens > 0 and { Authorization = "Bearer " .. tokens[(n - 1) % #tokens + 1] } or {}
    made[n] = wrk.format("GET", paths[(n - 1) % #paths + 1], headers)
  end
  return made
end

local function posts(tokens)
  local made = {}
  for n, token in ipairs(tokens) do
    local headers = { Authorization = "Bearer " .. token, ["Content-Type"] = "application/x-www-form-urlencoded" }
    made[n] = wrk.format("POST", "/api/v1/statuses", headers, "status=" .. string.format("%02d ", n):gsub(" ", "+") .. string.rep("x", 117))
  end
  return made
end

-- 90 % home, 8 % status, 2 % publish, spread evenly over a hundred requests.
local function mixed(home, status, publish)
  local made = {}
  for n = 0, 1999 do
    local of = n % 50 == 25 and publish or n % 25 % 12 == 6 and status or home
    made[#made + 1] = of[n % #of + 1]
  end
  return made
end

function init(args)
  local kind, folder = args[1], args[2]
  local tokens = lines(folder .. "/tokens")
  local home = gets({ "/api/v1/timelines/home" }, tokens)
  local status = gets(lines(folder .. "/statuses"), tokens)
  requests = kind == "home" and home
    or kind == "status" and status
    or kind == "public" and gets({ "/api/v1/timelines/public" }, tokens)
    or kind == "verify" and gets({ "/api/v1/accounts/verify_credentials" }, tokens)
    or kind == "profile" and gets(lines(folder .. "/profiles"), {})
    or kind == "post" and gets(lines(folder .. "/posts"), {})
    or kind == "publish" and posts(tokens)
    or kind == "mixed" and mixed(home, status, posts(tokens))
end

function request()
  at = at % #requests + 1
  return requests[at]
end
