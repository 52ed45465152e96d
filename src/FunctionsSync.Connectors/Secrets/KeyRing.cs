using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Secrets;

/// <summary>The Data Protection keys of one secrets file, in a folder only its owner can enter.</summary>
internal sealed class KeyRing(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Folder { get; } = folder;

    public bool IsEmpty => !Directory.Exists(Folder) || !Directory.EnumerateFiles(Folder, "key-*.xml").Any();

    public string Unprotect(string text)
    {
        using var services = Open();
        return Protector(services).Unprotect(text);
    }

    /// <summary>Makes the first key where there is none. Only one process at a time may do so: two first keys would be one too many.</summary>
    public string Protect(string text)
    {
        CreateFolder();
        using var services = Open();
        var encrypted = Protector(services).Protect(text);
        RestrictFiles();
        return encrypted;
    }

    /// <summary>Opened for every use: another process may have added a key.</summary>
    private ServiceProvider Open()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("FunctionsSync").PersistKeysToFileSystem(new DirectoryInfo(Folder));
        return services.BuildServiceProvider();
    }

    private static IDataProtector Protector(ServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("FunctionsSync.Secrets.v1");

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
            return;
        }

        Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private void RestrictFiles()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }
    }
}
