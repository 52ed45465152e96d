using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Connectors.Notion;

/// <summary>The content of pages. A page's id is a block's id too.</summary>
internal sealed class NotionBodies(NotionClient client, NotionBot bot) : INotionBodies
{
    public async Task AppendAsync(PageId page, IReadOnlyList<BodyBlock> blocks, CancellationToken cancellationToken)
    {
        try
        {
            await client.AppendChildrenAsync(page.ToString(), NotionBlocks.Write(blocks), cancellationToken);
        }
        catch (RemoteException exception) when (exception.CommittedBlocks == blocks.Count)
        {
            // A failure that names what it saved all the same is a success.
        }
    }

    public async Task<int> CountAsync(PageId page, CancellationToken cancellationToken)
    {
        var us = await bot.GetIdAsync(cancellationToken);
        var count = 0;
        string? cursor = null;
        do
        {
            var answer = await client.ListChildrenAsync(page.ToString(), cursor, cancellationToken);
            count += NotionJson.Items(answer, "results")
                .Count(block => NotionJson.Member(block, "created_by") is { } author && NotionJson.Text(author, "id") == us);
            cursor = NotionJson.IsTrue(answer, "has_more") ? NotionJson.Text(answer, "next_cursor") : null;
        }
        while (cursor is not null);

        return count;
    }
}
