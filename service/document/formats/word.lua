-- Says by the name of a style what pandoc's Word writer has no word for. Runs after clean.lua.

local ALERTS = { note = 'Note', tip = 'Tip', important = 'Important', warning = 'Warning', caution = 'Caution' }

local function styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr('', {}, { ['custom-style'] = style }))
end

local function alert(element)
  if element.classes[1] ~= 'alert' then return nil end
  local blocks = pandoc.Blocks {}
  for _, block in ipairs(element.content) do
    if not (block.t == 'Div' and block.classes[1] == 'title') then blocks:insert(block) end
  end
  local word = pandoc.Strong(ALERTS[element.classes[2]])
  return { styled('Alert Title', { pandoc.Para { word } }), styled('Alert', blocks) }
end

local function figure(element)
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  local image = pandoc.utils.blocks_to_inlines(element.content)
  return {
    styled('Captioned Figure', { pandoc.Para(image) }),
    styled('Image Caption', { pandoc.Para(caption) }),
  }
end

return { { traverse = 'topdown', Div = alert, Figure = figure } }
