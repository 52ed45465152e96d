namespace FunctionsSync.Connectors.Secrets;

/// <summary>A file only its owner may read, on systems that know file modes, replaced as a whole.</summary>
internal static class OwnerOnlyFile
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A folder that is already there keeps its mode: it may be somebody's own choice.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, ReadWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Null where there is no file. A reader sees the file before or after a replacement, never in between.</summary>
    public static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // Lets Windows replace the file while it is read.
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Only one writer at a time: see <see cref="FolderLock"/>.</summary>
    public static async Task ReplaceAsync(string path, string text, CancellationToken cancellationToken)
    {
        var next = path + ".new";
        File.Delete(next);
        await using (var file = Create(next))
        {
            await using var writer = new StreamWriter(file, leaveOpen: true);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ReadWrite;
        }

        return new(path, options);
    }
}
